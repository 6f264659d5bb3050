import { NOT_A_PHOTO, UNREACHABLE } from './api.js'
import { el, icon } from './dom.js'

/** @import {Trouble} from './api.js' */
/** @import {Texts} from './texts.js' */
/** @import {Box, Hint} from './types.d.ts' */

/** Problem types, by what the shopper can do about them. */
const TOLD_AS = /** @type {Record<string, string>} */ ({
  [UNREACHABLE]: 'unreachable',
  [NOT_A_PHOTO]: 'not_a_photo',
  'photo-unsupported': 'not_a_photo',
  'photo-unreadable': 'not_a_photo',
  'photo-empty': 'not_a_photo',
  'photo-too-large': 'too_large',
  'body-too-large': 'too_large',
  'http-413': 'too_large',
  throttled: 'too_many',
  overloaded: 'busy',
  'store-locked': 'busy',
  'try-later': 'busy',
  'http-503': 'busy',
  expired: 'expired',
  'not-found': 'gone',
  'bad-query': 'bad_query',
  unauthenticated: 'not_open',
  forbidden: 'not_open',
})
const USELESS_AGAIN = ['not_a_photo', 'too_large', 'gone', 'bad_query', 'not_open']
const SECOND_MS = 1000

/**
 * What went wrong, and a button to try again once there is a point in it.
 * @param {Texts} texts
 * @param {Trouble} trouble
 * @param {{again: () => void, announce: (text: string) => void}} acts
 */
export function troubleNotice(texts, trouble, { again, announce }) {
  const told = TOLD_AS[trouble.type] ?? 'fault'
  const button = el('button', { type: 'button', class: 'button', part: 'button', onclick: again }, texts.say('again'))
  const countdown = el('p', { class: 'countdown', 'aria-hidden': 'true' })
  const title = el('h2', { tabindex: -1 }, texts.say(`${told}_title`))
  const wait = trouble.retryAfter ?? 0
  const sentence = wait && !USELESS_AGAIN.includes(told) ? ` ${texts.say('wait', { n: wait })}` : ''
  const view = el(
    'div',
    { class: 'notice trouble', part: 'error', 'data-type': trouble.type },
    title,
    el('p', {}, texts.say(told), el('span', { class: 'unseen' }, sentence)),
    countdown,
    !USELESS_AGAIN.includes(told) && button,
  )
  announce(`${title.textContent}. ${texts.say(told)}${sentence}`)
  if (sentence) countDown(texts, wait, { view, countdown, button, announce })
  return { view, title }
}

/**
 * @param {Texts} texts
 * @param {number} seconds
 * @param {{view: HTMLElement, countdown: HTMLElement, button: HTMLButtonElement, announce: (text: string) => void}} parts
 */
function countDown(texts, seconds, { view, countdown, button, announce }) {
  const over = performance.now() + seconds * SECOND_MS
  button.disabled = true
  const tick = () => {
    const left = Math.ceil((over - performance.now()) / SECOND_MS)
    countdown.textContent = left > 0 ? texts.say('wait', { n: left }) : ''
    if (left > 0) return
    clearInterval(timer)
    button.disabled = false
    if (view.isConnected) announce(texts.say('may_try'))
  }
  const timer = setInterval(() => (view.isConnected ? tick() : clearInterval(timer)), SECOND_MS / 4)
  tick()
}

/**
 * What may be wrong with the photo, with the parts of it to try instead.
 * @param {Texts} texts
 * @param {Hint[]} hints
 * @param {HTMLCanvasElement} frame
 * @param {(crop: Box) => void} choose
 */
export function hintNotice(texts, hints, frame, choose) {
  return hints.map(({ text, crops }) =>
    el(
      'div',
      { class: 'notice hint', part: 'hint' },
      el('p', { dir: 'auto' }, text),
      crops.length > 0 &&
        el(
          'ul',
          { class: 'parts' },
          ...crops.map((crop, index) => el('li', {}, part(texts, frame, crop, index, choose))),
        ),
    ),
  )
}

const THUMB_PX = 128

/**
 * @param {Texts} texts
 * @param {HTMLCanvasElement} frame
 * @param {Box} crop
 * @param {number} index
 * @param {(crop: Box) => void} choose
 */
function part(texts, frame, crop, index, choose) {
  const [width, height] = [crop.w * frame.width, crop.h * frame.height]
  const scale = THUMB_PX / Math.max(width, height)
  const thumb = el('canvas', {
    width: Math.ceil(width * scale),
    height: Math.ceil(height * scale),
    'aria-hidden': 'true',
  })
  thumb
    .getContext('2d')
    ?.drawImage(frame, crop.x * frame.width, crop.y * frame.height, width, height, 0, 0, thumb.width, thumb.height)
  const name = texts.say('box', { n: index + 1 })
  return el(
    'button',
    { type: 'button', class: 'part', 'aria-label': name, 'data-focus': `part-${index}`, onclick: () => choose(crop) },
    thumb,
  )
}

/**
 * A chip that takes a wish back.
 * @param {Texts} texts
 * @param {string} label
 * @param {() => void} remove
 */
export function chip(texts, label, remove) {
  const name = texts.say('remove', { name: label })
  return el(
    'button',
    { type: 'button', class: 'chip', part: 'chip', 'aria-label': name, onclick: remove },
    label,
    icon('close'),
  )
}
