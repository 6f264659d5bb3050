import { el, icon, webAddress } from './dom.js'
import { pictureIn } from './photo.js'

/** @import {Texts} from './texts.js' */
/** @import {Privacy, Sample} from './types.d.ts' */
/** @typedef {{file: (file: Blob) => void, sample: (address: string) => void, words: (text: string) => void}} Ways */

/**
 * Where a search begins: choose, take, drop or paste a photo, try a sample, or say it in words.
 * @param {Texts} texts
 * @param {Sample[]} samples
 * @param {Ways} ways
 */
export function entry(texts, samples, ways) {
  const privacy = el('div', { class: 'privacy', part: 'privacy' })
  const view = el(
    'section',
    { class: 'entry', part: 'entry', 'aria-labelledby': 'entry-title' },
    el(
      'div',
      { class: 'drop', part: 'drop' },
      icon('photo'),
      el('h2', { id: 'entry-title' }, texts.say('title')),
      el('p', { class: 'muted' }, texts.say('ways')),
      el(
        'div',
        { class: 'row' },
        picker(texts.say('choose'), 'photo', { class: 'button primary' }, ways.file),
        picker(texts.say('take'), 'camera', { class: 'button camera', capture: 'environment' }, ways.file),
      ),
    ),
    sampleRow(texts, samples, ways),
    wordsForm(texts, { label: texts.say('words_alone'), act: texts.say('search'), focus: 'entry-words' }, ways.words),
    privacy,
  )
  return { view, privacy }
}

/**
 * A button that opens the file chooser.
 * @param {string} label
 * @param {'photo' | 'camera'} drawing
 * @param {Record<string, string>} given
 * @param {(file: Blob) => void} chosen
 */
function picker(label, drawing, { class: kind, ...given }, chosen) {
  const input = el('input', { type: 'file', accept: 'image/*', hidden: true, 'data-way': drawing, ...given })
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    input.value = ''
    if (file) chosen(file)
  })
  const button = el('button', { type: 'button', class: kind, part: 'button' }, icon(drawing), label)
  button.addEventListener('click', () => input.click())
  return el('span', { class: `picker ${drawing}` }, button, input)
}

/**
 * @param {Texts} texts
 * @param {Sample[]} samples
 * @param {Ways} ways
 */
function sampleRow(texts, samples, ways) {
  const usable = samples.filter(({ src }) => webAddress(src))
  if (!usable.length) return null
  const items = usable.map(({ src, alt }) => {
    const image = el('img', { src: webAddress(src), alt: '', width: 96, height: 96, loading: 'lazy' })
    const name = texts.say('use_sample', { name: alt })
    const use = () => ways.sample(webAddress(src))
    return el('li', {}, el('button', { type: 'button', class: 'sample', 'aria-label': name, onclick: use }, image))
  })
  return el('div', { class: 'samples' }, el('p', { class: 'muted' }, texts.say('samples')), el('ul', {}, ...items))
}

/**
 * A field for words with its button.
 * @param {Texts} texts
 * @param {{label: string, act: string, focus: string, value?: string}} given
 * @param {(text: string) => void} said
 */
export function wordsForm(texts, { label, act, focus, value = '' }, said) {
  const input = el('input', {
    type: 'search',
    id: focus,
    'data-focus': focus,
    maxlength: 400,
    autocomplete: 'off',
    enterkeyhint: 'search',
    placeholder: texts.say('words_example'),
    value,
  })
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault()
    said(input.value.trim())
  }
  return el(
    'form',
    { class: 'words', onsubmit: submit },
    el('label', { for: focus }, label),
    el('div', { class: 'field' }, input, el('button', { class: 'button', part: 'button' }, icon('search'), act)),
  )
}

/**
 * What becomes of the photo, as the store's server states it.
 * @param {Texts} texts
 * @param {Privacy} privacy
 */
export function privacyNote(texts, { purpose, faces, kept, processors, uploads_kept_seconds: seconds }) {
  const items = kept.map(({ what, seconds: most }) => el('li', {}, what, ` (${texts.duration(most)})`))
  const others = processors.length ? texts.say('processors', { names: processors.join(', ') }) : ''
  const sentence = seconds ? texts.say('kept', { time: texts.duration(seconds) }) : texts.say('not_kept')
  return [
    el('p', {}, icon('shield'), sentence, others && ` ${others}`),
    el(
      'details',
      {},
      el('summary', {}, texts.say('privacy_details')),
      el('p', { lang: 'en' }, purpose, ' ', faces),
      el('ul', { lang: 'en' }, ...items),
    ),
  ]
}

/**
 * Photos that are dropped on an element, or pasted while it is on the page.
 * @param {HTMLElement} host
 * @param {HTMLElement} view Shows that a drop is welcome.
 * @param {(file: Blob) => void} taken
 * @param {AbortSignal} signal Ends it.
 */
export function listenForPhotos(host, view, taken, signal) {
  const show = (/** @type {boolean} */ over) => view.classList.toggle('over', over)
  host.addEventListener(
    'dragover',
    (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      show(true)
    },
    { signal },
  )
  host.addEventListener('dragleave', () => show(false), { signal })
  host.addEventListener(
    'drop',
    (event) => {
      show(false)
      const file = pictureIn(event.dataTransfer)
      if (!file) return
      event.preventDefault()
      taken(file)
    },
    { signal },
  )
  document.addEventListener(
    'paste',
    (event) => {
      const file = pictureIn(event.clipboardData)
      const [target] = event.composedPath()
      const writes = target instanceof HTMLElement && target.isContentEditable
      if (!file || event.defaultPrevented || writes) return
      event.preventDefault()
      taken(file)
    },
    { signal },
  )
}
