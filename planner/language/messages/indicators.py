"""Words of the indicators of a plan: groups, measures, and what each figure means."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "title.indicators": "Indicators of the plan",
    "title.indicators_by_aimag": "Indicators by {region}",
    "title.indicators_by_year": "Indicators by year",
    "sheet.indicators_by_year": "By year",
    "indicators.note_years": (
        "At the end of each year of the programme, beside today. Underserved are the areas that "
        "are so today. What is bought in a year counts at its end."
    ),
    "title.equity.aimag": "Who is served, by {region}",
    "title.equity.kind": "Who is served, by kind of site",
    "title.equity.settlement": "Who is served, by kind of settlement",
    "title.equity.need": "Who is served, by need today",
    "title.inequality": "How unequally people are served",
    "title.indicator_sites": "The sites that the figures count",
    "sheet.indicators": "Indicators",
    "sheet.indicators_by_aimag": "Indicators by {region}",
    "sheet.equity": "Equity",
    "sheet.indicator_sites": "Sites counted",
    "indicators.note": (
        "Today and with the plan. People are those who use the sites; a link is at standard when "
        "speed, monthly volume and latency meet the standard of its scenario. A dash: not known."
    ),
    "indicators.note_sites": (
        "Every figure of this workbook is made of these rows: of each site its people, and what "
        "its link is worth in thousandths of the standard, today and with the plan."
    ),
    "indicators.older_run": (
        "this run was made before plans recorded who uses a site: plan again, then export"
    ),
    "indicator": "Figure",
    "indicator_group": "Group",
    "indicator_unit": "Unit",
    "indicator_before": "Today",
    "indicator_after": "With the plan",
    "indicator_meaning": "Meaning and source",
    "indicator_people": "People",
    "indicator_served_before": "People at standard today",
    "indicator_served_after": "People at standard with the plan",
    "indicator_share_before": "Part today",
    "indicator_share_after": "Part with the plan",
    "indicator_mean_before": "Mean part of the standard today",
    "indicator_mean_after": "Mean part of the standard with the plan",
    "indicator_link_before": "Link today, thousandths",
    "indicator_link_after": "Link with the plan, thousandths",
    "indicator_connected_before": "Any link today",
    "indicator_connected_after": "Any link with the plan",
    "indicator_computers_before": "Working computers today",
    "indicator_computers_after": "Working computers with the plan",
    "indicator_underserved": "Underserved {subregion}",
    "settlement": "Settlement",
    "need": "Need today",
    "settlement.capital": "capital",
    "settlement.aimag_centre": "{region} centre",
    "settlement.soum": "{subregion} centre",
    "settlement.bagh": "{ward} and mobile units",
    "need.nothing": "no link of use",
    "need.some": "below half of the standard",
    "need.most": "half of the standard or more",
    "need.met": "at standard",
    "unit.count": "sites",
    "unit.per_hundred": "per 100 people",
    "unit.kwh": "kWh a year",
    "unit.tonnes": "t CO₂ a year",
    "indicator.sites_connected": "Sites with any link",
    "indicator.sites_connected.how": (
        "Sites whose link carries anything, of all sites (ITU, Core ICT indicators: schools with "
        "Internet access, ED4)."
    ),
    "indicator.sites_at_standard": "Sites with a link at standard",
    "indicator.sites_at_standard.how": (
        "Sites whose link meets the standard of the scenario in speed, monthly volume and "
        "latency, of all sites."
    ),
    "indicator.people_connected": "People with access",
    "indicator.people_connected.how": "People who use a site with any link, of all who use a site.",
    "indicator.people_at_standard": "People with a link at standard",
    "indicator.people_at_standard.how": (
        "People who use a site whose link meets the standard, of all who use a site."
    ),
    "indicator.penetration_underserved": "Internet penetration in underserved areas",
    "indicator.penetration_underserved.how": (
        "People who use a site with any link, of all who use a site in underserved {subregions}. {A_subregion} is underserved where less than half of them have a link at standard today (definition "
        "of this report)."
    ),
    "indicator.standard_underserved": "People at standard in underserved areas",
    "indicator.standard_underserved.how": (
        "People with a link at standard, of all who use a site in underserved {subregions}."
    ),
    "indicator.public_centres": "Training and access centres open to everybody",
    "indicator.public_centres.how": (
        "Libraries, community centres and lifelong-learning centres with a link at standard and "
        "a working computer (ITU, public Internet access centre: open to the public, at least "
        "one computer; Global Indicators Workshop, Mexico City 2004)."
    ),
    "indicator.age_small_children": "Children before school, at standard",
    "indicator.age_small_children.how": "People of kindergartens with a link at standard, of all.",
    "indicator.age_pupils": "Pupils, at standard",
    "indicator.age_pupils.how": (
        "People of schools, {ward} schools and dormitories with a link at standard, of all."
    ),
    "indicator.age_vocational": "Students of vocational institutions, at standard",
    "indicator.age_vocational.how": (
        "People of vocational institutions (TVET) with a link at standard, of all."
    ),
    "indicator.age_everybody": "Visitors of all ages, at standard",
    "indicator.age_everybody.how": (
        "People of libraries, community centres and lifelong-learning centres with a link at "
        "standard, of all (UNESCO, Key Features of Learning Cities, 2013: all ages)."
    ),
    "indicator.herders": "Herding families, at standard",
    "indicator.herders.how": (
        "People of {ward} schools and mobile units with a link at standard, of all: the sites that "
        "serve herding families where they live."
    ),
    "indicator.equal_participation": "Equal participation (Human Opportunity Index by {subregion})",
    "indicator.equal_participation.how": (
        "p (1 − D): people at standard p, less what is unequally given among {subregions}, D = "
        "Σ n|p_g − p| / (2 N p) (R. Paes de Barros et al., Measuring Inequality of Opportunities, "
        "World Bank 2009)."
    ),
    "indicator.computers": "Working computers",
    "indicator.computers.how": "Working computers for each 100 people who use the sites.",
    "indicator.electricity": "Electricity of what the plan adds, at most",
    "indicator.electricity.how": (
        "Watts of everything bought, as the catalogue states them, × 8,760 hours: as if nothing "
        "were ever switched off. Power kits and UPS give and are not counted; items without "
        "stated watts are not counted either."
    ),
    "indicator.carbon": "CO₂ of that electricity, at most",
    "indicator.carbon.how": (
        "That electricity × kg_co2_per_kwh of the scenario; a dash where the scenario states none."
    ),
    "measure.gini": "Gini coefficient",
    "measure.gini.how": (
        "Σ w_i w_j |x_i − x_j| / (2 W² m): x is a person's part of the standard, w people, m the "
        "mean; 0 equal, towards 1 unequal (F. A. Cowell, Measuring Inequality, 2011)."
    ),
    "measure.atkinson": "Atkinson index (aversion ½)",
    "measure.atkinson.how": (
        "1 − (Σ w √x / W)² / m: the part of the whole that equal shares could give up (A. B. "
        "Atkinson 1970)."
    ),
    "measure.theil": "Theil index",
    "measure.theil.how": "Σ w/W · x/m · ln(x/m) (H. Theil 1967); between and within add up to it.",
    "measure.theil_between.aimag": "Theil, between {regions}",
    "measure.theil_within.aimag": "Theil, within {regions}",
    "measure.theil_between.kind": "Theil, between kinds of site",
    "measure.theil_within.kind": "Theil, within kinds of site",
    "measure.theil_between.settlement": "Theil, between kinds of settlement",
    "measure.theil_within.settlement": "Theil, within kinds of settlement",
    "measure.theil_between.how": "The index with the mean of its group in the place of each x.",
    "measure.theil_within.how": "What is left of the index: total less between.",
    "measure.dissimilarity.aimag": "Dissimilarity of {regions}",
    "measure.dissimilarity.kind": "Dissimilarity of kinds of site",
    "measure.dissimilarity.settlement": "Dissimilarity of kinds of settlement",
    "measure.dissimilarity.how": (
        "Σ n|p_g − p| / (2 N p): the part of those at standard who would have to be others for "
        "equal coverage (O. D. and B. Duncan 1955; World Bank 2009)."
    ),
    "measure.opportunity.aimag": "Human Opportunity Index, by {region}",
    "measure.opportunity.kind": "Human Opportunity Index, by kind of site",
    "measure.opportunity.settlement": "Human Opportunity Index, by kind of settlement",
    "measure.opportunity.how": "p (1 − D): coverage less dissimilarity (World Bank 2009).",
}
