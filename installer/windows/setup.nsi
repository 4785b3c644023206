; The setup of Commune Desk; with -DUPDATE, that of the program without its runtime.
; Made by windows/packing.py. Exit codes in silent mode:
; 2 not a 64-bit Windows, 3 Windows too old, 4 too little room, 5 the program is open,
; 6 a newer version is there, 7 an update without what it updates, 8 a folder with
; other things in it, 9 something could not be written: what was there is back.
Target amd64-unicode
Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64
AllowSkipFiles off
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS all

!define APP "Commune Desk"
!define EXE "${APP}.exe"
!define ICON "commune-desk.ico"
!define GONE "desinstaller.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!define OWN "Software\${APP}"
!define DOSSIER "CommuneDesk.Dossier"
!define REGION "CommuneDesk.Region"
!define CLASSES "Software\Classes"
!define OLDEST 17763
!define NEW "$INSTDIR\version-nouvelle"
!define BEFORE "$INSTDIR\version-precedente"

Name "${APP} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${OWN}" "InstallDir"
BrandingText "${APP} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1036 "ProductName" "${APP}"
VIAddVersionKey /LANG=1036 "FileDescription" "Installation de ${APP}"
VIAddVersionKey /LANG=1036 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1036 "LegalCopyright" "GPL-3 ; voir le dossier licences"

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!insertmacro VersionCompare

!define MUI_ICON "${STAGE}\${ICON}"
!define MUI_UNICON "${STAGE}\${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "Ouvrir ${APP}"
!define MUI_COMPONENTSPAGE_NODESC
!insertmacro MUI_PAGE_WELCOME
!ifndef UPDATE
  !insertmacro MUI_PAGE_COMPONENTS
  !insertmacro MUI_PAGE_DIRECTORY
!endif
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"

!macro REFUSE CODE TEXT
  MessageBox MB_ICONSTOP|MB_OK "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Abort
!macroend

; A program that runs cannot be written over.
!macro REQUIRE_CLOSED
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      !insertmacro REFUSE 5 "${APP} est ouvert. Fermez-le, puis recommencez."
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro REFUSE 2 "${APP} demande un Windows de 64 bits."
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${OLDEST}
    !insertmacro REFUSE 3 "${APP} demande Windows 10, version 1809, ou plus récent."
  ${EndIf}
  ReadRegStr $1 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $1 != ""
    ${VersionCompare} "$1" "${VERSION}" $2
    ${If} $2 == 1
      !insertmacro REFUSE 6 "La version $1 est déjà installée ; celle-ci, ${VERSION}, est plus ancienne. Rien n’a été changé."
    ${EndIf}
  ${EndIf}
!ifdef UPDATE
  ClearErrors
  FileOpen $0 "$INSTDIR\RUNTIME-ID" r
  ${If} ${Errors}
    !insertmacro REFUSE 7 "${APP} n’est pas encore installé ici : prenez l’installation complète."
  ${EndIf}
  FileRead $0 $1 16
  FileClose $0
  ${If} $1 != "${RUNTIME_ID}"
    !insertmacro REFUSE 7 "Cette mise à jour ne convient pas à la version installée : prenez l’installation complète."
  ${EndIf}
!endif
  !insertmacro REQUIRE_CLOSED
FunctionEnd

; What could not be laid whole goes; nothing of the version in use was touched.
Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "${NEW}"
FunctionEnd

Function un.onInit
  !insertmacro REQUIRE_CLOSED
FunctionEnd

!macro ASSOCIATE ENDING NAME TITLE
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\${NAME}" "" "${TITLE}"
  WriteRegStr HKCU "${CLASSES}\${NAME}\DefaultIcon" "" "$INSTDIR\${ICON}"
  WriteRegStr HKCU "${CLASSES}\${NAME}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
!macroend

!macro DISSOCIATE ENDING NAME
  ReadRegStr $0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $0 == "${NAME}"
    DeleteRegKey HKCU "${CLASSES}\${ENDING}"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${NAME}"
!macroend

!macro TELL_EXPLORER
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

!macro LAY PART
  SetOutPath "${NEW}\${PART}"
  File /r "${STAGE}\${PART}\*.*"
!macroend

!macro CHANGE PART
  ${If} ${FileExists} "$INSTDIR\${PART}\*.*"
    Rename "$INSTDIR\${PART}" "${BEFORE}\${PART}"
  ${EndIf}
  Rename "${NEW}\${PART}" "$INSTDIR\${PART}"
!macroend

!macro TAKE_BACK PART
  ${If} ${FileExists} "${BEFORE}\${PART}\*.*"
    RMDir /r "$INSTDIR\${PART}"
    Rename "${BEFORE}\${PART}" "$INSTDIR\${PART}"
  ${ElseIfNot} ${FileExists} "$INSTDIR\${EXE}"
    RMDir /r "$INSTDIR\${PART}"
  ${EndIf}
!macroend

; Parts of the program are removed by their names: a folder that somebody uses for other
; things might have parts of these names too. A first setup that was broken off while
; its parts took their places left the folder of the version before, empty.
!macro REQUIRE_OUR_FOLDER
  ${IfNot} ${FileExists} "$INSTDIR\${EXE}"
  ${AndIfNot} ${FileExists} "${BEFORE}\*.*"
    StrCpy $2 ""
    FindFirst $0 $1 "$INSTDIR\*.*"
    ${DoWhile} $1 != ""
      ${If} $1 != "."
      ${AndIf} $1 != ".."
      ${AndIf} $1 != "version-nouvelle"
      ${AndIf} $1 != "version-precedente"
        StrCpy $2 $1
      ${EndIf}
      FindNext $0 $1
    ${Loop}
    FindClose $0
    ${If} $2 != ""
      !insertmacro REFUSE 8 "Le dossier $INSTDIR contient déjà autre chose ($2). Choisissez un dossier vide. Rien n’a été changé."
    ${EndIf}
  ${EndIf}
!macroend

Section "${APP}" Program
  SectionIn RO
  SetShellVarContext current
  ${GetRoot} "$INSTDIR" $1
  ${DriveSpace} "$1\" "/D=F /S=M" $0
  ${If} $0 < ${MEGABYTES}
    !insertmacro REFUSE 4 "Il faut ${MEGABYTES} Mo libres sur $1 ; il y en a $0."
  ${EndIf}
  !insertmacro REQUIRE_OUR_FOLDER
  ; All is laid beside what is in use, which is put aside once the new is whole: a power
  ; cut in between leaves the version that was there.
  SetErrorLevel 9
  RMDir /r "${NEW}"
  ClearErrors
!ifndef UPDATE
  !insertmacro LAY "runtime"
  !insertmacro LAY "lib"
  !insertmacro LAY "licences"
!endif
  !insertmacro LAY "app"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    RMDir /r "${NEW}"
    !insertmacro REFUSE 9 "L’installation n’a pas pu tout écrire dans $INSTDIR. Rien n’a été changé."
  ${EndIf}
  RMDir /r "${BEFORE}"
  CreateDirectory "${BEFORE}"
  ClearErrors
!ifndef UPDATE
  !insertmacro CHANGE "runtime"
  !insertmacro CHANGE "lib"
  !insertmacro CHANGE "licences"
!endif
  !insertmacro CHANGE "app"
  ${If} ${Errors}
!ifndef UPDATE
    !insertmacro TAKE_BACK "runtime"
    !insertmacro TAKE_BACK "lib"
    !insertmacro TAKE_BACK "licences"
!endif
    !insertmacro TAKE_BACK "app"
    RMDir "${BEFORE}"
    RMDir /r "${NEW}"
    !insertmacro REFUSE 9 "Un fichier de ${APP} est retenu par un autre programme. Redémarrez l’ordinateur, puis recommencez. Rien n’a été changé."
  ${EndIf}
  File "${STAGE}\VERSION"
!ifndef UPDATE
  File "${STAGE}\${EXE}"
  File "${STAGE}\${ICON}"
  File "${STAGE}\RUNTIME-ID"
!endif
  RMDir /r "${BEFORE}"
  RMDir /r "${NEW}"
  WriteUninstaller "$INSTDIR\${GONE}"
  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${ICON}"
  WriteRegStr HKCU "${OWN}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Commune Desk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${ICON}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\${GONE}"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\${GONE}" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  !insertmacro ASSOCIATE ".commune" "${DOSSIER}" "Dossier d’une commune"
  !insertmacro ASSOCIATE ".region" "${REGION}" "Poste d’une région"
  !insertmacro TELL_EXPLORER
  SetErrorLevel 0
SectionEnd

!ifndef UPDATE
Section "Raccourci sur le Bureau" Desktop
  SetShellVarContext current
  CreateShortcut "$DESKTOP\${APP}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${ICON}"
SectionEnd
!endif

Section "Uninstall"
  SetShellVarContext current
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$DESKTOP\${APP}.lnk"
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\licences"
  RMDir /r "${NEW}"
  RMDir /r "${BEFORE}"
  Delete "$INSTDIR\VERSION"
  Delete "$INSTDIR\RUNTIME-ID"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\${ICON}"
  Delete "$INSTDIR\${GONE}"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${OWN}"
  !insertmacro DISSOCIATE ".commune" "${DOSSIER}"
  !insertmacro DISSOCIATE ".region" "${REGION}"
  !insertmacro TELL_EXPLORER
SectionEnd
