/** Events in Simplified Chinese, from what they say of themselves in numbers. Errors keep their own words: they are TensorFlow's or Python's. */
import type { RunEvent } from '../../protocol/frame.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('zh');

export function told({ kind, detail }: RunEvent): string | null {
  const number = (key: string): string => n.whole(Number(detail[key]));
  const size = (key: string): string => n.bytes(Number(detail[key]));
  const has = (key: string): boolean => Number(detail[key]) > 0;
  switch (kind) {
    case 'save':
      return `已保存 ${size('bytes')} 的检查点；saver 增加了 ${number('nodes')} 个节点。`;
    case 'clear':
      if (detail.dropped === true) return `一个 ${number('nodes')} 个节点的图消失了：脚本中已没有东西属于它。`;
      return `会话已清空：${number('nodes')} 个节点消失。${has('alive') ? `仍有 ${size('alive')} 的图存活。` : ''}${detail.weightsLost !== true ? '' : detail.alive === undefined ? '上次保存以来学到的随之丢失。' : `权重丢失，除非下一次运行之前重载：没有重载，那次运行会重建模型${typeof detail.tensorflow === 'string' ? `（TensorFlow 本身会停下：${detail.tensorflow}）` : ''}。`}`;
    case 'reload': {
      const back = detail.back === true ? `检查点是第 ${number('from')} 轮的：训练回到那时。` : '';
      // A script's own reload does not say what it built.
      if (detail.meta === undefined) return `模型已重载。${back}`;
      const built = detail.meta === true ? `随保存的图导入 ${number('nodes')} 个节点，包括泄漏的。` : `新建 ${number('nodes')} 个节点。`;
      return `模型已重载：${built}${back}${has('kept') ? `旧图还在：${number('kept')} 个节点。` : ''}${has('fresh') ? '其中没有优化器的槽，它们从零开始。' : ''}`;
    }
    case 'spill-main':
      return '显存已满：图溢出到内存。';
    case 'spill-disk':
      return '内存已满：图溢出到硬盘。';
    case 'model':
      return `第 ${number('model')} 个模型开始${typeof detail.name === 'string' ? `：${detail.name}` : ''}。`;
    case 'upload':
      return `已上传第 ${number('epoch')} 轮的检查点；“重载”将使用它。链接不带它。`;
    case 'error':
    case 'set':
      return null;
  }
}
