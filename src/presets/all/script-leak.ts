/** Preset: the example script assign-rate, as a link carries it. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 200,
  title: 'Your script: a leak, named by its line',
  sentence: 'Press Run: the leak finder names the line that adds two nodes in every epoch, and says how to cure it.',
  link: 'v=1&program=script&src=jVNdi5wwFH33V1yEZXQq4mynSzvgUz-fuoUtfRmKXPWqgZhIkhnHlv733qizuy0UmgfNNeecnOQewzD82hFIQqOEasGgI2hQSguN0T3QoKsOnF4mCZQTICgawTUpWitaBYQeIXpKwzAMRD9o46AWrXD2WjlSVptG6jGtdD-gS887QMsiQcBCtbBYSirOt0VJHZ6FNlEcvP9y__bTA-SwyzIWwpZsAhJLYm_5ukEqNdYRA-LAoWnJPVvSiopOu2ihxEFw4TXebZBYUadlTSbikl2he3mbwPEzMxK4239PQGFP-eayiYPpv0i77JE0MWlcSN_QCH8wz_hBRtvoeLefwfEVPTK6_Cf6ObJk5NydP8FZ-ioBZ1AoX-YfUFq6UjycWVL7-1h4Pbr-JKNLAmMML6DkRbsuGapPFRU9ofIWlEqtblyPl6JiM7Yg5YwepmIUrisWTe7Yer35xL2Zv-XLK-aOeFeL9jxNPxqsBcu8I1vx637g1Ag-auSNxmkv1FxH3hP3y2_kyQ_EQdMqin1kLBeHAHj4WWpOs9lW6hJlcV5vxRYs5QTKWZ2teHyjzRpndmVQtRQtEYsXvb81l3jP3hLga4YtP9-8hu12kVll_TijPDGo4MM-Khz9KdbWcDh-Xg5wDfF0gDWtv540RLO6u4HbDPIcsidbfgxGKBetv-FmbttNum82jJ-3j4Pf',
} satisfies PresetFile;
