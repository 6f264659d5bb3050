import { Trouble, UNREACHABLE } from './api.js'
import { Crop } from './crop.js'
import { el, icon, redraw } from './dom.js'
import { entry, privacyNote } from './entry.js'
import { hintNotice, troubleNotice } from './notice.js'
import { Outward } from './outward.js'
import { prepared } from './photo.js'
import { Refine } from './refine.js'
import { Results } from './results.js'

/** @import {Api} from './api.js' */
/** @import {Texts} from './texts.js' */
/** @import {Answer, Asked, Hit, Placed, Product, Sample, Source} from './types.d.ts' */
/** @typedef {{source: Source, asked: Asked, answer: Answer | null, placed: Placed[], crop: Crop | null}} Moment */

/** @type {Asked} */
const NOTHING = { words: '', crop: null, chosen: {}, inStock: false, colorWeight: null }
/** Beside the results there is room for what refines them (style.css has the same). */
const WIDE_PX = 760

/** What one shopper asks, is shown and asks on, in one element of a page. */
export class Visit {
  /**
   * @param {HTMLElement} host
   * @param {Texts} texts
   * @param {Api} api
   * @param {{samples: Sample[], cart: boolean}} options
   */
  constructor(host, texts, api, { samples, cart }) {
    this.host = host
    this.texts = texts
    this.api = api
    this.outward = new Outward(host, api, () => this.now.answer?.query_id ?? '')
    this.asking = new AbortController()
    /** @type {Moment} */
    this.now = { source: { kind: 'words' }, asked: NOTHING, answer: null, placed: [], crop: null }
    /** @type {Moment[]} */
    this.trail = []
    const ways = {
      file: (/** @type {Blob} */ file) => this.file(file),
      sample: (/** @type {string} */ address) => this.sample(address),
      words: (/** @type {string} */ words) => this.words(words),
    }
    this.entry = entry(texts, samples, ways)
    this.refine = new Refine(texts, (change) => this.#refined(change))
    this.results = new Results(texts, this.#acts(cart), () => this.#more())
    this.status = el('div', { class: 'unseen', role: 'status' })
    this.trouble = el('div', { class: 'troubles' })
    this.hints = el('div', { class: 'hints' })
    this.subject = el('div', { class: 'subject' })
    this.panel = el('details', { class: 'panel' }, el('summary', {}, texts.say('refine')), this.refine.view)
    this.back = this.#button('back', 'back', () => this.#return())
    const side = el('div', { class: 'side' }, this.subject, this.panel)
    const main = el('div', { class: 'main' }, this.results.head, this.refine.chips, this.hints, this.results.view)
    const top = el(
      'div',
      { class: 'row top' },
      this.back,
      this.#button('new_search', 'close', () => this.reset()),
    )
    this.found = el('section', { class: 'found', hidden: true, 'aria-label': texts.say('results') }, top, side, main)
    const given = { class: 'gumsole', lang: texts.language, dir: texts.direction, part: 'root' }
    this.view = el('div', given, this.status, this.trouble, this.entry.view, this.found)
  }

  /** @param {string} name @param {'back' | 'close'} drawing @param {() => void} act */
  #button(name, drawing, act) {
    return el('button', { type: 'button', class: 'quiet', onclick: act }, icon(drawing), this.texts.say(name))
  }

  /** Shows what becomes of photos, once the server has said it. */
  async privacy() {
    const said = await this.api.privacy().catch(() => null)
    if (said) redraw(this.entry.privacy, ...privacyNote(this.texts, said))
  }

  // What a search begins with.

  /** @param {Blob} file */
  async file(file) {
    this.#stop()
    redraw(this.trouble)
    try {
      const { blob, frame } = await prepared(file)
      const crop = new Crop(this.texts, frame, (box) => this.#refined({ crop: box }))
      await this.#begin({ kind: 'photo', blob, frame, boxes: [] }, NOTHING, crop)
    } catch (error) {
      this.#failed(error, () => this.file(file))
    }
  }

  /** @param {string} address */
  async sample(address) {
    const response = await fetch(address).catch(() => null)
    if (response?.ok) return this.file(await response.blob())
    this.#failed(new Trouble(UNREACHABLE), () => this.sample(address))
  }

  /** @param {string} words */
  async words(words) {
    if (words) await this.#begin({ kind: 'words' }, { ...NOTHING, words })
  }

  /** @param {string} sku @param {Hit | null} [hit] @param {string} [words] */
  async like(sku, hit = null, words = '') {
    if (this.now.answer) this.trail.push(this.now)
    await this.#begin({ kind: 'like', sku, hit }, { ...NOTHING, words })
  }

  reset() {
    this.#stop()
    this.trail = []
    this.now = { ...this.now, answer: null }
    redraw(this.trouble)
    this.found.hidden = true
    this.entry.view.hidden = false
    this.entry.view.querySelector('button')?.focus()
  }

  // How it goes on.

  /** @param {Source} source @param {Asked} asked @param {Crop | null} [crop] */
  async #begin(source, asked, crop = null) {
    if (source.kind !== 'like') this.trail = []
    this.now = { source, asked, answer: null, placed: [], crop }
    this.refine.forget()
    this.#open()
    this.host.scrollIntoView({ block: 'start' })
    this.results.wait()
    redraw(this.trouble)
    redraw(this.hints)
    redraw(this.refine.chips)
    await this.#search()
  }

  /** Shows the place of answers. */
  #open() {
    if (this.found.hidden) this.panel.open = this.host.clientWidth >= WIDE_PX
    this.entry.view.hidden = true
    this.found.hidden = false
    this.panel.hidden = !this.now.answer
    this.back.hidden = !this.trail.length
    const view = this.now.crop?.view ?? this.#liked()
    if (view !== this.subject.firstChild) redraw(this.subject, view)
  }

  /** The product that is looked for. */
  #liked() {
    const { source } = this.now
    if (source.kind !== 'like') return null
    const title = source.hit ? source.hit.product.title : ''
    const image = source.hit && el('img', { src: this.api.photo(source.hit.photo), alt: '', width: 320, height: 320 })
    return el(
      'div',
      { class: 'liked' },
      image,
      el('p', {}, title ? this.texts.say('like', { name: title }) : this.texts.say('like_chosen')),
    )
  }

  /** @param {Partial<Asked>} change */
  #refined(change) {
    if (this.now.source.kind === 'words' && change.words === '') return this.reset()
    this.now.asked = { ...this.now.asked, ...change }
    if ('crop' in change) this.now.crop?.show(this.now.asked.crop)
    this.results.view.setAttribute('aria-busy', 'true')
    this.#search()
  }

  async #search() {
    this.#stop()
    const { signal } = this.asking
    const moment = this.now
    const first = !moment.answer
    this.#say('searching')
    try {
      const answer = await this.api.search(moment.source, moment.asked, signal)
      if (signal.aborted) return
      if (moment.source.kind === 'photo' && !moment.asked.crop) moment.source.boxes = answer.boxes
      moment.answer = answer
      moment.placed = placed(answer.hits, 0)
      this.#show()
      if (first) this.results.heading.focus({ preventScroll: true })
      this.outward.emit('answer', { queryId: answer.query_id, total: answer.total, step: answer.step.kind })
    } catch (error) {
      const again = () => (first ? this.#begin(moment.source, moment.asked, moment.crop) : this.#search())
      if (!signal.aborted) this.#failed(error, again)
    }
  }

  async #more() {
    const { now: moment } = this
    const { signal } = this.asking
    if (!moment.answer) return
    this.results.more.disabled = true
    try {
      const next = await this.api.page(moment.answer.query_id, moment.answer.page + 1, signal)
      const shown = moment.placed.length
      moment.answer = { ...moment.answer, page: next.page, total: next.hits.length ? next.total : shown }
      moment.placed = [...moment.placed, ...placed(next.hits, shown)]
      this.#show()
      this.results.focusOn(shown + 1)
    } catch (error) {
      const expired = error instanceof Trouble && error.type === 'expired'
      if (!signal.aborted) this.#failed(error, () => (expired ? this.#search() : this.#more()))
    } finally {
      this.results.more.disabled = false
    }
  }

  /** Draws the present moment. */
  #show() {
    const { source, asked, answer, placed: shown, crop } = this.now
    if (!answer) return
    redraw(this.trouble)
    this.#open()
    this.results.show(answer, shown)
    this.refine.show(source, asked, answer)
    if (source.kind === 'photo') {
      crop?.offer(source.boxes)
      redraw(this.hints, ...hintNotice(this.texts, answer.hints, source.frame, (box) => this.#refined({ crop: box })))
    }
    const { step } = answer
    this.#announce([this.results.heading.textContent, step.kind === 'as_asked' ? '' : step.label].join('. '))
  }

  /** Back to what was shown before a product was looked for. */
  #return() {
    const before = this.trail.pop()
    if (!before) return
    this.#stop()
    this.now = before
    redraw(this.hints)
    this.#show()
    this.results.heading.focus()
  }

  /** Ends the search that is under way. */
  #stop() {
    this.asking.abort()
    this.asking = new AbortController()
  }

  /** @param {unknown} error @param {() => void} again */
  #failed(error, again) {
    const trouble = error instanceof Trouble ? error : new Trouble('fault')
    const retry = () => {
      redraw(this.trouble)
      again()
    }
    const notice = troubleNotice(this.texts, trouble, { again: retry, announce: (text) => this.#announce(text) })
    redraw(this.trouble, notice.view)
    this.results.view.removeAttribute('aria-busy')
    if (!this.now.answer) {
      this.results.clear()
      this.found.hidden = !this.trail.length
      this.entry.view.hidden = !this.found.hidden
    }
    notice.title.focus()
    this.outward.emit('error', { type: trouble.type, status: trouble.status })
  }

  /** @param {boolean} cart @returns {import('./tile.js').TileActs} */
  #acts(cart) {
    return {
      cart,
      photo: (hash) => this.api.photo(hash),
      select: (product, position, event) => this.outward.selected(product, position, event),
      addToCart: (product, position) => this.#added(product, position),
      like: (hit) => this.like(hit.product.sku, hit),
      otherColor: (hit) => this.like(hit.product.sku, hit, this.texts.say('other_color_words')),
    }
  }

  /** @param {Product} product @param {number} position */
  #added(product, position) {
    const taken = this.outward.added(product, position)
    if (taken) this.#say('added_name', { name: product.title })
    return taken
  }

  /** @param {string} name @param {Record<string, string | number>} [gaps] */
  #say(name, gaps) {
    this.#announce(this.texts.say(name, gaps))
  }

  /** Told to those who do not see it. @param {string} text */
  #announce(text) {
    this.status.textContent = text
  }
}

/** @param {Hit[]} hits @param {number} before @returns {Placed[]} */
function placed(hits, before) {
  return hits.map((hit, index) => ({ hit, ordinal: before + index + 1 }))
}
