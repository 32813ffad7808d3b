@echo off
rem Installs Kholboo from this folder without internet: install.bat [FOLDER]
where py >nul 2>nul
if errorlevel 1 (
  python "%~dp0install.py" %*
) else (
  py -@PYTHON@ "%~dp0install.py" %*
)
if errorlevel 1 echo Python @PYTHON@ from python.org is needed. Install it for yourself only, then try again.
pause
