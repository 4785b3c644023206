/* Commune Desk.exe: starts the Python that is delivered in this very process. */
#ifndef UNICODE
#define UNICODE
#endif
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32700
#define MISSING \
    L"Commune Desk n\x2019est pas complet : runtime\\" PYTHON_DLL \
    L" manque. Install\x00e9" L"ez le programme \x00e0 nouveau ; vos dossiers restent."

typedef int (*py_main)(int, wchar_t **);

static int fail(void)
{
    MessageBoxW(0, MISSING, L"Commune Desk", MB_ICONERROR | MB_OK);
    return 3;
}

int WINAPI wWinMain(HINSTANCE here, HINSTANCE before, LPWSTR line, int shown)
{
    static wchar_t path[LONGEST + 68];
    wchar_t *end, **words;
    HMODULE python;
    py_main start;
    int count = 0, n;

    if (!GetModuleFileNameW(NULL, path, LONGEST))
        return fail();
    end = wcsrchr(path, L'\\');
    if (end)
        *end = 0;
    SetDllDirectoryW(L""); /* no DLL is taken from the folder one happens to be in */
    wcscat(path, L"\\runtime\\" PYTHON_DLL);
    python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    start = python ? (py_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    words = calloc(__argc + 3, sizeof *words);
    if (!start || !words)
        return fail();
    words[count++] = __wargv[0];
    words[count++] = L"-m";
    words[count++] = L"commune_desk";
    for (n = 1; n < __argc; n++)
        words[count++] = __wargv[n];
    return start(count, words);
}
