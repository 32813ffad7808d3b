"""A real project of four places, small enough to plan in a second, with every kind of table."""

from __future__ import annotations

import json
from pathlib import Path

from shapely import box
from shapely.geometry import mapping
from small_projects import a_config

NAMES = ("sites", "places", "pops", "catalogue", "directives", "funds", "stock", "transport")
NAMES += ("price_tiers", "exchange_rates")
_POLICY = """\
[scenarios.base]
title = "Туршилтын хувилбар"
horizon_years = 10
discount_rate = 0.09

[scenarios.base.solve]
next_money_minor = 3_000_000

[scenarios.base.standard]
school = { payer = "ministry" }
library = { payer = "aimag" }

[scenarios.base.equity]
remote_factor = 1.1

[scenarios.base.technologies]
fibre = { upkeep_payer = "ministry" }

[scenarios.base.limits]
capex_minor = 12_000_000
opex_per_year_by_payer_minor = { aimag = 5_000_000 }
floors = [ { by = "aimag", share = "0.2", only = ["1"] } ]
"""
CONFIG = a_config(
    "Туршилт", _POLICY, number_format="1234.5", **{name: f"{name}.csv" for name in NAMES}
)
SITES = """\
site_id,name,kind,longitude,latitude,aimag,soum,students,visitors_per_day,link_type,contract_mbps,\
price_per_month,payer
S-1,Алаг сургууль,school,104.0012,48.0011,1,101,300,,fibre,20,90000,ministry
S-2,Булган сургууль,school,105.0013,48.0012,2,201,250,,none,,,
S-3,Баруун сургууль,school,105.2013,48.1012,2,201,120,,none,,,
L-1,Алаг номын сан,library,104.0032,48.0033,1,101,,30,none,,,
L-2,Булган номын сан,library,105.0032,48.0033,2,201,,20,none,,,
"""
PLACES = """\
code,level,parent,name,name_latin,longitude,latitude,population
1,aimag,,Баруун,Baruun,104.0,48.0,50000
2,aimag,,Зүүн,Zuun,105.0,48.0,60000
101,soum,1,Алаг,Alag,104.0,48.0,3000
201,soum,2,Булган,Bulgan,105.0,48.0,2500
"""
POPS = """\
pop_id,name,longitude,latitude,medium,status
P1,Алаг,104.0,48.0,fibre,operational
"""
CATALOGUE = """\
sku,role,name_mn,name_en,category,timing,unit,pack_size,unit_price,currency,vat_included,\
price_date,source,link_type,mbps,busy_hour_mbps,monthly_cap_gb,latency,useful_life_years,power_w
C-20,contract,Интернэт 20,Internet 20,services,per_month,C62,1,90000,MNT,yes,2026-06-30,offer,\
fibre,20,16,,low,,
L-50,contract,Хиймэл дагуул 50,Satellite 50,services,per_month,C62,1,150000,MNT,yes,2026-06-30,\
offer,leo,50,40,,low,,
F-100,contract,Шилэн 100,Fibre 100,services,per_month,C62,1,95000,MNT,yes,2026-06-30,offer,fibre,\
100,80,,low,,
TR-1,trench,Суваг,Trench,works,one_time,MTR,1,2000,MNT,yes,2026-06-30,offer,,,,,,25,
TU-1,trench_upkeep,Сувгийн арчилгаа,Trench upkeep,services,per_year,MTR,1,20,MNT,yes,2026-06-30,\
offer,,,,,,,
FT-1,terminal,Шилэн терминал,Fibre terminal,goods,one_time,C62,1,100000,MNT,yes,2026-06-30,offer,\
fibre,,,,,5,10
LT-1,terminal,Антен,Dish,goods,one_time,C62,1,1200000,MNT,yes,2026-06-30,offer,leo,,,,,5,80
PC-1,computer,Компьютер,Computer,goods,one_time,C62,1,1500000,MNT,yes,2026-06-30,offer,,,,,,5,60
"""
DIRECTIVES = """\
directive_id,kind,target,value,reason,authority,document,date
D-1,must_serve,S-2,,Алслагдсан,БШУЯ,А/12,2026-05-01
D-2,floor,Зүүн,0.2,Тэнцвэр,ЗГ,55,2026-05-01
D-3,weight,L-1,1.5,Ном,СЯ,7,2026-05-01
D-4,price_override,PC-1,1400000,Тендер,БШУЯ,А/13,2026-05-01
D-5,must_not,L-2,,Буулгана,ЗГ,56,2026-05-01
"""
FUNDS = """\
fund_id,kind,name_mn,name_en,rulebook,ceiling,currency,categories,aimags,site_kinds,deadline,\
cofinance_share,cofinancer,vat_exempt,capex_only,year
state,state,Улсын төсөв,State budget,national,,,,,,2027-12-15,,,no,yes,2027
loan,donor,Зээл,Loan,world_bank,900,USD,goods,,school,2028-06-30,0.1,state,no,yes,
"""
STOCK = """\
sku,depot,quantity
PC-1,Төв агуулах,2
"""
TRANSPORT = """\
sku,origin,aimag,unit_cost,currency,vat_included,price_date,source
,Төв агуулах,,35000,MNT,yes,2026-06-30,offer
"""
TIERS = """\
sku,kind,from_quantity,unit_price,currency,vat_included,price_date,source
LT-1,all_units,2,1100000,MNT,yes,2026-06-30,offer
"""
RATES = """\
currency,rate,date,source
USD,3585.5,2026-06-30,Mongolbank
"""
TABLES = {
    "sites": SITES,
    "places": PLACES,
    "pops": POPS,
    "catalogue": CATALOGUE,
    "directives": DIRECTIVES,
    "funds": FUNDS,
    "stock": STOCK,
    "transport": TRANSPORT,
    "price_tiers": TIERS,
    "exchange_rates": RATES,
}


def write_project(folder: Path, config: str = CONFIG) -> Path:
    """Write the project and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kholboo.toml").write_text(config, encoding="utf-8")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def with_boundaries(folder: Path, middle: float = 104.5) -> Path:
    """Give a written project outlines of both aimags, which meet at a longitude."""
    rows = {"1": box(103, 47, middle, 49), "2": box(middle, 47, 106, 49)}
    features = [
        {"type": "Feature", "properties": {"code": code, "level": "aimag"},
         "geometry": mapping(shape)}
        for code, shape in rows.items()
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (folder / "boundaries.geojson").write_text(text, encoding="utf-8")
    config = folder / "kholboo.toml"
    table = '[tables.boundaries]\npath = "boundaries.geojson"\n\n[tables.places]'
    told = config.read_text(encoding="utf-8").replace("[tables.places]", table)
    config.write_text(told, encoding="utf-8")
    return folder
