/* For tests alone: the mscms.dll of Wine 8 lacks what newer Qt asks of each screen. */
#define OUT __declspec(dllexport)
OUT void *OpenColorProfileW(void *profile, unsigned a, unsigned b, unsigned c) { return 0; }
OUT int CloseColorProfile(void *profile) { return 0; }
OUT int GetColorProfileFromHandle(void *profile, void *out, void *size) { return 0; }
OUT void *WcsCreateIccProfile(void *profile, unsigned options) { return 0; }
