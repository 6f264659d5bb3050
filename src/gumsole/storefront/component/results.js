import { el, redraw } from './dom.js'
import { tile } from './tile.js'

/** @import {Texts} from './texts.js' */
/** @import {TileActs} from './tile.js' */
/** @import {Answer, Band, Claim, Placed} from './types.d.ts' */

/** @type {Band[]} */
const BANDS = ['same', 'close', 'similar', 'related', 'other']
const SKELETONS = 8
const FAVORITES = ['category_favorites', 'store_favorites']

/** The products of an answer, grouped by how close they are. */
export class Results {
  /**
   * @param {Texts} texts
   * @param {TileActs} acts
   * @param {() => void} more
   */
  constructor(texts, acts, more) {
    this.texts = texts
    this.acts = acts
    /** @type {WeakMap<Placed, HTMLElement>} */
    this.drawn = new WeakMap()
    this.heading = el('h2', { class: 'count', tabindex: -1, part: 'heading' })
    this.step = el('p', { class: 'step', part: 'step', dir: 'auto' })
    this.explained = el('p', { class: 'muted small' })
    this.bands = el('div', { class: 'bands' })
    this.more = el('button', { type: 'button', class: 'button more', part: 'button more', hidden: true, onclick: more })
    this.more.textContent = texts.say('show_more')
    this.view = el('div', { class: 'results', part: 'results' }, this.bands, this.more)
    this.head = el('div', { class: 'head' }, this.heading, this.step, this.explained)
  }

  /** Something stands where the answer will be. */
  wait() {
    this.view.setAttribute('aria-busy', 'true')
    this.heading.textContent = this.texts.say('searching')
    redraw(this.step)
    redraw(this.explained)
    this.more.hidden = true
    const blanks = Array.from({ length: SKELETONS }, () =>
      el('div', { class: 'tile blank', 'aria-hidden': 'true' }, el('div', { class: 'shot' }), el('p', {}), el('p', {})),
    )
    redraw(this.bands, el('div', { class: 'grid' }, ...blanks))
  }

  /** Nothing stands there. */
  clear() {
    this.view.removeAttribute('aria-busy')
    this.heading.textContent = ''
    redraw(this.bands)
    this.more.hidden = true
  }

  /**
   * @param {Answer} answer Of the first page.
   * @param {Placed[]} placed Hits of all pages so far.
   */
  show(answer, placed) {
    this.view.removeAttribute('aria-busy')
    this.heading.textContent = this.texts.say('count', { n: answer.total })
    const { kind, label } = answer.step
    this.step.textContent = kind === 'as_asked' ? '' : label
    this.explained.textContent = this.texts.say(`step_${kind}`)
    redraw(this.bands, ...this.#sections(answer, placed))
    this.more.hidden = placed.length >= answer.total
  }

  /** The keyboard goes on at a product. @param {number} ordinal */
  focusOn(ordinal) {
    const opener = this.bands.querySelector(`[data-ordinal="${ordinal}"] .title`)
    if (opener instanceof HTMLElement) opener.focus()
  }

  /** @param {Answer} answer @param {Placed[]} placed */
  #sections({ claims, step }, placed) {
    return BANDS.flatMap((band) => {
      const members = placed.filter(({ hit }) => hit.band === band)
      const favorites = band === 'other' && FAVORITES.includes(step.kind)
      return members.length ? [this.#section(band, favorites ? 'favorites' : band, members, claims)] : []
    })
  }

  /**
   * @param {Band} band
   * @param {string} named
   * @param {Placed[]} members
   * @param {Claim[]} claims
   */
  #section(band, named, members, claims) {
    const id = `band-${band}`
    return el(
      'section',
      { class: `band ${band}`, 'aria-labelledby': id, part: `band band-${band}` },
      el(
        'div',
        { class: 'band-head' },
        el('h3', { id, part: 'band-title' }, this.texts.say(`band_${named}`)),
        this.#claim(claims.find((claim) => claim.band === band)),
      ),
      el('ul', { class: 'grid' }, ...members.map((placed) => this.#item(placed))),
    )
  }

  /** A tile, drawn once: what is open in it stays open. @param {Placed} placed */
  #item(placed) {
    const drawn =
      this.drawn.get(placed) ?? el('li', { 'data-ordinal': placed.ordinal }, tile(this.texts, placed, this.acts))
    this.drawn.set(placed, drawn)
    return drawn
  }

  /** How often such hits were right when it was measured. @param {Claim | undefined} claim */
  #claim(claim) {
    if (!claim?.pairs) return null
    const said = this.texts.say(`claim_${claim.band}`, {
      n: Math.round(claim.precision * 100),
      low: Math.round(claim.low * 100),
      high: Math.round(claim.high * 100),
      pairs: claim.pairs,
    })
    return el('details', { class: 'claim' }, el('summary', {}, this.texts.say('how_sure')), el('p', {}, said))
  }
}
