/* For tests alone: stands in for the icuuc.dll of Windows 10, which Wine 8 lacks. */
typedef int error;
#define OUT __declspec(dllexport)
#define UNSUPPORTED 16
static void refuse(error *e) { if (e) *e = UNSUPPORTED; }

OUT void *ucnv_open(const char *name, error *e) { refuse(e); return 0; }
OUT void ucnv_close(void *c) {}
OUT void ucnv_reset(void *c) {}
OUT signed char ucnv_getMaxCharSize(void *c) { return 1; }
OUT const char *ucnv_getName(void *c, error *e) { refuse(e); return 0; }
OUT const char *ucnv_getStandardName(const char *n, const char *s, error *e) { refuse(e); return 0; }
OUT const char *ucnv_getAvailableName(int n) { return 0; }
OUT int ucnv_countAvailable(void) { return 0; }
OUT int ucnv_toUCountPending(void *c, error *e) { refuse(e); return -1; }
OUT int ucnv_fromUCountPending(void *c, error *e) { refuse(e); return -1; }
OUT void ucnv_getToUCallBack(void *c, void **a, const void **b) {}
OUT void ucnv_getFromUCallBack(void *c, void **a, const void **b) {}
OUT void ucnv_setToUCallBack(void *c, void *a, void *b, void *d, void *f, error *e) { refuse(e); }
OUT void ucnv_setFromUCallBack(void *c, void *a, void *b, void *d, void *f, error *e) { refuse(e); }
OUT void ucnv_cbToUWriteUChars(void *a, const void *s, int n, int o, error *e) { refuse(e); }
OUT void ucnv_cbFromUWriteUChars(void *a, void *s, void *n, int o, error *e) { refuse(e); }
OUT void ucnv_toUnicode(void *c, void *a, void *b, void *d, void *f, void *g, signed char h, error *e) { refuse(e); }
OUT void ucnv_fromUnicode(void *c, void *a, void *b, void *d, void *f, void *g, signed char h, error *e) { refuse(e); }
OUT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
OUT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
