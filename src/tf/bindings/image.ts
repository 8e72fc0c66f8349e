/** Python names of tf/image.ts. */
import { bind, type Bindings, type FunctionBinding } from '../binding.ts';
import { asList, nums } from '../array/parts.ts';
import type { Tensor } from '../context.ts';
import * as i from '../image.ts';

/** `tf.image.resize_bilinear(images, size, align_corners, name, half_pixel_centers)` and its kin. */
const resized = (name: string, type: string): FunctionBinding => ({
  paths: [`image.${name}`], params: 'images, size, align_corners=False, name=None, half_pixel_centers=False',
  call: (tf, images, size, align, own, half) => tf.gen(type, [images, size], { align_corners: align === true, half_pixel_centers: half === true }, own as string | null),
});
const numbers = (v: unknown): number[] => nums(asList(v))!;

export const bindings: Bindings = {
  functions: [
    resized('resize_bilinear', 'ResizeBilinear'), resized('resize_nearest_neighbor', 'ResizeNearestNeighbor'),
    bind(['image.resize', 'image.resize_images'], 'images, size, method=0, align_corners=False, preserve_aspect_ratio=False, name=None', i.resize),
    bind('image.flip_left_right', 'image', i.flip(1, 'flip_left_right')), bind('image.flip_up_down', 'image', i.flip(0, 'flip_up_down')),
    bind('image.random_flip_left_right', 'image, seed=None', i.randomFlip(1, 'random_flip_left_right')), bind('image.random_flip_up_down', 'image, seed=None', i.randomFlip(0, 'random_flip_up_down')),
    bind(['image.transpose', 'image.transpose_image'], 'image, name=None', i.transpose),
    bind('image.convert_image_dtype', 'image, dtype, saturate=False, name=None', i.convertDtype),
    bind('image.rgb_to_grayscale', 'images, name=None', i.toGray), bind('image.grayscale_to_rgb', 'images, name=None', i.toColour),
    bind('image.adjust_brightness', 'image, delta', i.brightness), bind('image.random_brightness', 'image, max_delta, seed=None', i.randomBrightness),
    bind('image.per_image_standardization', 'image', i.standardized),
    { paths: ['image.total_variation'], params: 'images, name=None', call: (tf, images, name) => i.variation(tf, images as Tensor, { name: name as string | null }) },
    bind('image.crop_to_bounding_box', 'image, offset_height, offset_width, target_height, target_width', i.crop),
    bind('image.central_crop', 'image, central_fraction', i.centralCrop),
    { paths: ['image.extract_image_patches', 'extract_image_patches'], params: 'images, ksizes=None, strides=None, rates=None, padding=None, name=None, sizes=None',
      call: (tf, images, sizes, strides, rates, padding, name, old) => tf.gen('ExtractImagePatches', [images], { ksizes: numbers(sizes ?? old), strides: numbers(strides), rates: numbers(rates), padding: String(padding) }, name as string | null) },
    { paths: ['image.extract_patches'], params: 'images, sizes, strides, rates, padding, name=None',
      call: (tf, images, sizes, strides, rates, padding, name) => tf.gen('ExtractImagePatches', [images], { ksizes: numbers(sizes), strides: numbers(strides), rates: numbers(rates), padding: String(padding) }, name as string | null) },
  ],
  classes: [],
  constants: [
    { paths: ['image.ResizeMethod.BILINEAR'], value: () => 0 }, { paths: ['image.ResizeMethod.NEAREST_NEIGHBOR'], value: () => 1 },
    { paths: ['image.ResizeMethod.BICUBIC'], value: () => 2 }, { paths: ['image.ResizeMethod.AREA'], value: () => 3 },
  ],
};
