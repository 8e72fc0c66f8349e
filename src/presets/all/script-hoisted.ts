/** Preset: the example script assign-rate-cured, as a link carries it. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 210,
  title: 'Your script: the same, cured',
  sentence: 'Press Run: with one placeholder and one assign above the loop the graph stays flat, and the losses are the same to the last digit.',
  link: 'v=1&program=script&src=jVNNi9swEL37VwyBJVZqTJKmSxvwqZ-nbmFLL6GYsT12BLJkJCVOuvS_d2TH2bSwUB1sjfTem0_NZrPvewKHLUGNSkndgCK0OmwsekqgPFiqtmA0ATonGw2oq8HsFJa0N6oim0CLFUFBtbEEniWVMV06m80i2XbGeqhkI72bLE_aGVsr06elaTv06XHF8uDrKPJ1WkmHhaL8uM4L2uNRGhuL6OO3h_dfHiGD1XLJQtiQS0BhQcrx4eggVQarmAEi8mgb8jdXHHO-Nz4eKSKKTnzH3m7yiNnkqNC_Xiew-8qMBO43PxPQXKFsfpqL6PxfpNXySjozqR9JP9DKkFhg_CJrXLy73wxgMaF7Rhcvom-RBSNDi_4BL9M3CXiLUgcz-4TK0UQJcGZp6vNn5ouZXDOY8Ex15G-o40DE46BMKBEpE-o9Qlr07UHFpwR6Aa-g4Et3ueK5OpSUt4Q6ONY6dab2LZ7ykpN1OWlvTXfOe-n3-ajJE3FpX3bm3g9n2fgT3PGQ9ag9bNPPFivJMh_Ilfx76LxsJZdyiFikrdSDHYeYeB6Co0B-JM7L6FiEkXRsbCPgFXapPQzBNsoUqPLjpeouZykvUQ3qHErA81sA6ky5B47Kom4oHkdYjHp_aU6FTeBpKuQWuJew4O-7t7BYjFq_xZV7RHVgfM4ZX2V2IZVL_7l_T6ctTC_lvIXLk7jRkPUlxDtYLyHLYPkcW1idldrHAySB-dC7u3RTzxk_uBfRHw',
} satisfies PresetFile;
