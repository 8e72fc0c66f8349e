/** Preset: the example script save-clear-reload, as a link carries it. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 230,
  title: 'Your script: save, clear, reload by hand',
  sentence: 'Press Run: the loop leaks, and the script itself saves, clears and reloads every ten epochs, so the graph is a sawtooth.',
  link: 'v=1&program=script&src=lVTfb9MwEH7PX2FVmuoIK7Rj28OkPcEET4AYmoQmFF2TS2PhxMF22gbE_875R9oKJMT80Nrn--6-7-6cxWLxuUUGvd2jWVpWjQbZZmIt9PUtc3SltB6YQvhmBbnVDHdoJuawZzjoqrVMOmZhh3RdkZuxwcug0lDbYrFYZLIbtHGsllvp7HyiAFabRul9UeluAFfs1gwsc02WuaaopYWNwnJ3WW6whZ3UhufZ_ccPr989sDt2s8ruH-8_faHtekUhYevzK9igsmSLqQpPgV-v8syB2aI7u9E9lq12PCLyLMtqbNhmlKrm-W3GaB3Im4gMCipstarRcDoSYXCvLgV7ek8xBLu5-ipYDx3eLQ_LPACn_wKuV0fglID7CHwEI712j_qBRlv-dHMVAPmM2CeE0l5NhHXgulHxg2D7-dKmK79DW1jduA4OZUUxbYm9M3qY-CRSmIhyBmQfYWFbvDVQS3J-g7aivw-Dk50kXnxVXOdFJ_tw5D5HjGDQjaZnROQYWgQyIgYXp9gPNDe-r1n2D28_XIYYpe5kJCXpeqCd1H2yFWbsfc22Sm9AlbtURlsSRSdBBdJ5njXaxNFlJNRAv0W-FiyN1gu2Tv1vEGtK8_Nwy-b5muhFxEn6FVxOWSNTD4k1aI9twe8jKE-LgFR8Pktc56EOyTp5Q4RCRW8QKj9F56oM1mOFZYcQjhVYx9sQ6TRceX7OQTZJ5gVLb-WOraI2v3pdo-eoMFYNXUlvAEblyq2BoeV5sOkBDTiqsuWJoF_0XltP0Lem8L_ccxVsWbzsKK5anlyDiIo6ivxkDILs3ymPDs-Yh_NEf87F8S4QpZROm5mr13CmyMje8VAwknFswkVx2YgllXC2iFg48okF3CDNE4qlOEaK6zll9QkbR9_fNMhztX4D',
} satisfies PresetFile;
