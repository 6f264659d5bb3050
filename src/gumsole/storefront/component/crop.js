import { el, icon, redraw } from './dom.js'

/** @import {Texts} from './texts.js' */
/** @import {Box} from './types.d.ts' */

const EDGES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w']
const LEAST = 0.06
const STEP = 0.02
const BIG_STEP = 0.1
const GROWTH = 1.2
/** Whoever presses a key again within this time is not done yet. */
const SETTLED_MS = 600
const WHOLE = { x: 0, y: 0, w: 1, h: 1 }
/** What a tap on the whole photo means, around the tap. */
const TAPPED = { x: 0, y: 0, w: 0.5, h: 0.5 }

/** The photo, what was found in it, and the part of it that is meant. */
export class Crop {
  /**
   * @param {Texts} texts
   * @param {HTMLCanvasElement} frame
   * @param {(crop: Box | null) => void} chosen Called once the part that is meant has settled.
   */
  constructor(texts, frame, chosen) {
    this.texts = texts
    this.chosen = chosen
    /** @type {Box} */
    this.box = WHOLE
    /** @type {Box | null} */
    this.drag = null
    this.timer = 0
    frame.setAttribute('role', 'img')
    frame.setAttribute('aria-label', texts.say('your_photo'))
    this.boxes = el('div', { class: 'boxes' })
    this.rectangle = el(
      'div',
      {
        class: 'rectangle',
        part: 'crop',
        tabindex: 0,
        role: 'application',
        'aria-label': texts.say('crop'),
        'aria-describedby': 'crop-keys',
        'data-focus': 'crop',
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.#pressed(event),
      },
      ...EDGES.map((edge) => el('span', { class: `handle ${edge}`, 'data-edge': edge })),
    )
    this.stage = el('div', { class: 'stage', dir: 'ltr' }, frame, this.rectangle, this.boxes)
    this.stage.addEventListener('pointerdown', (event) => this.#grabbed(event))
    this.whole = this.#button('whole_photo', null, () => this.#settle(WHOLE))
    this.view = el(
      'div',
      { class: 'crop' },
      this.stage,
      el(
        'div',
        { class: 'row crop-tools' },
        this.whole,
        this.#button('crop_smaller', 'minus', () => this.#settle(scaled(this.box, 1 / GROWTH))),
        this.#button('crop_larger', 'plus', () => this.#settle(scaled(this.box, GROWTH))),
      ),
      el('p', { class: 'muted small', id: 'crop-keys' }, texts.say('crop_keys')),
    )
    this.show(null)
  }

  /**
   * @param {string} name
   * @param {'minus' | 'plus' | null} drawing
   * @param {() => void} act
   */
  #button(name, drawing, act) {
    const label = this.texts.say(name)
    const given = { type: 'button', class: drawing ? 'quiet square' : 'quiet', onclick: act }
    return drawing
      ? el('button', { ...given, 'aria-label': label, title: label }, icon(drawing))
      : el('button', given, label)
  }

  /** @param {Box | null} crop */
  show(crop) {
    this.box = crop ?? WHOLE
    for (const side of /** @type {const} */ (['x', 'y', 'w', 'h'])) {
      this.stage.style.setProperty(`--${side}`, String(this.box[side]))
    }
    this.stage.classList.toggle('cropped', !isWhole(this.box))
    this.whole.disabled = isWhole(this.box)
  }

  /** @param {Box[]} boxes */
  offer(boxes) {
    const buttons = boxes.map((box, index) =>
      el('button', {
        type: 'button',
        class: 'box',
        'data-focus': `box-${index}`,
        'aria-label': this.texts.say('box', { n: index + 1 }),
        'aria-pressed': String(same(box, this.box)),
        '--x': box.x,
        '--y': box.y,
        '--w': box.w,
        '--h': box.h,
        onclick: () => this.#settle(box),
      }),
    )
    const several = boxes.length > 1 || boxes.some((box) => !isWhole(box))
    redraw(this.boxes, ...(several ? buttons : []))
  }

  /** @param {Box} box */
  #settle(box) {
    clearTimeout(this.timer)
    this.show(box)
    this.chosen(isWhole(this.box) ? null : this.box)
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const step = event.ctrlKey || event.altKey ? BIG_STEP : STEP
    const [x, y] = /** @type {Record<string, number[]>} */ ({
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    })[event.key] ?? [0, 0]
    if (event.key === 'Enter') return this.#settle(this.box)
    if (!x && !y) return
    event.preventDefault()
    this.show(event.shiftKey ? resized(this.box, 'se', x, y) : moved(this.box, x, y))
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.#settle(this.box), SETTLED_MS)
  }

  /** @param {PointerEvent} event */
  #grabbed(event) {
    const target = /** @type {HTMLElement} */ (event.target)
    if (event.button || target.closest('button')) return
    event.preventDefault()
    this.rectangle.focus({ preventScroll: true })
    const bounds = this.stage.getBoundingClientRect()
    const at = (/** @type {PointerEvent} */ now) => [
      clamp((now.clientX - bounds.x) / bounds.width, 0, 1),
      clamp((now.clientY - bounds.y) / bounds.height, 0, 1),
    ]
    const [x, y] = at(event)
    const { box } = this
    const edge = target.dataset.edge ?? ''
    const fresh = !edge && (isWhole(box) || target !== this.rectangle)
    const follow = (/** @type {PointerEvent} */ event) => {
      const [right, bottom] = at(event)
      if (fresh) this.show(spanned(x, y, right, bottom))
      else this.show(edge ? resized(box, edge, right - x, bottom - y) : moved(box, right - x, bottom - y))
    }
    const end = () => {
      this.stage.removeEventListener('pointermove', follow)
      const tapped = same(box, this.box) || Math.max(this.box.w, this.box.h) <= LEAST
      if (!tapped) this.#settle(this.box)
      else if (fresh) this.#settle(centered(isWhole(box) ? TAPPED : box, x, y))
    }
    this.stage.setPointerCapture(event.pointerId)
    this.stage.addEventListener('pointermove', follow)
    this.stage.addEventListener('lostpointercapture', end, { once: true })
  }
}

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(Math.max(value, low), high)

/** @param {Box} box */
const isWhole = (box) => box.w > 0.99 && box.h > 0.99

/** @param {Box} left @param {Box} right */
const same = (left, right) =>
  /** @type {const} */ (['x', 'y', 'w', 'h']).every((side) => Math.abs(left[side] - right[side]) < 0.001)

/** @param {Box} box @param {number} x @param {number} y @returns {Box} */
const moved = (box, x, y) => ({ ...box, x: clamp(box.x + x, 0, 1 - box.w), y: clamp(box.y + y, 0, 1 - box.h) })

/** @param {Box} box @param {number} x @param {number} y */
const centered = (box, x, y) => moved(box, x - box.x - box.w / 2, y - box.y - box.h / 2)

/** @param {Box} box @param {number} times @returns {Box} */
function scaled(box, times) {
  const [w, h] = [clamp(box.w * times, LEAST, 1), clamp(box.h * times, LEAST, 1)]
  return centered({ x: 0, y: 0, w, h }, box.x + box.w / 2, box.y + box.h / 2)
}

/** @param {Box} box @param {string} edge @param {number} x @param {number} y @returns {Box} */
function resized(box, edge, x, y) {
  let [left, top, right, bottom] = [box.x, box.y, box.x + box.w, box.y + box.h]
  if (edge.includes('w')) left = clamp(left + x, 0, right - LEAST)
  if (edge.includes('e')) right = clamp(right + x, left + LEAST, 1)
  if (edge.includes('n')) top = clamp(top + y, 0, bottom - LEAST)
  if (edge.includes('s')) bottom = clamp(bottom + y, top + LEAST, 1)
  return { x: left, y: top, w: right - left, h: bottom - top }
}

/** The box between two corners. @param {number} x @param {number} y @param {number} right @param {number} bottom */
function spanned(x, y, right, bottom) {
  const [w, h] = [Math.max(LEAST, Math.abs(right - x)), Math.max(LEAST, Math.abs(bottom - y))]
  return moved({ x: 0, y: 0, w, h }, Math.min(x, right), Math.min(y, bottom))
}
