import { NOT_A_PHOTO, Trouble } from './api.js'

/** The server finds the same with it, and takes a fifth of the time (docs/api.md). */
const LONGEST_SIDE_PX = 1024
const JPEG_QUALITY = 0.88
/** Photos of phones are below; beyond it a browser may run out of memory. */
const MAX_BYTES = 64 * 1024 * 1024

/**
 * A photo made small, upright and free of all that its file says beside the picture: place, time, device.
 * @param {Blob} file
 * @returns {Promise<{blob: Blob, frame: HTMLCanvasElement}>}
 */
export async function prepared(file) {
  if (file.size > MAX_BYTES) throw new Trouble('photo-too-large', { status: 413 })
  const frame = await drawn(file)
  const blob = await new Promise((resolve) => frame.toBlob(resolve, 'image/jpeg', JPEG_QUALITY))
  if (!blob) throw new Trouble(NOT_A_PHOTO)
  return { blob, frame }
}

/**
 * @param {Blob} file
 * @returns {Promise<HTMLCanvasElement>}
 */
async function drawn(file) {
  let bitmap
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    throw new Trouble(NOT_A_PHOTO)
  }
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(bitmap.width, bitmap.height))
  const frame = document.createElement('canvas')
  frame.width = Math.max(1, Math.round(bitmap.width * scale))
  frame.height = Math.max(1, Math.round(bitmap.height * scale))
  // Its pixels are read at once, to be packed: where they lie in a graphics card that takes longer.
  const pen = frame.getContext('2d', { alpha: false, willReadFrequently: true })
  if (!pen) throw new Trouble(NOT_A_PHOTO)
  // JPEG has no transparency: what lies behind is white, as the server has it.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, frame.width, frame.height)
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(bitmap, 0, 0, frame.width, frame.height)
  bitmap.close()
  return frame
}

/**
 * The first picture among what was pasted or dropped.
 * @param {DataTransfer | null} data
 */
export function pictureIn(data) {
  const files = [...(data?.files ?? [])]
  return files.find((file) => file.type.startsWith('image/')) ?? files[0] ?? null
}
