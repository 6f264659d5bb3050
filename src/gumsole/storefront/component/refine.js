import { el, redraw } from './dom.js'
import { wordsForm } from './entry.js'
import { chip } from './notice.js'

/** @import {Texts} from './texts.js' */
/** @import {Answer, Asked, Facet, FacetValue, Source} from './types.d.ts' */

/** What the store's server can be asked for by name; availability has a switch of its own. */
const FACETS = ['category', 'brand', 'color', 'material', 'price']
const ONE_OF = ['price']
const SETTLED_MS = 300
const UNTOLD = 0.05

/** What the shopper can ask for beside the photo. */
export class Refine {
  /**
   * @param {Texts} texts
   * @param {(change: Partial<Asked>) => void} changed
   */
  constructor(texts, changed) {
    this.texts = texts
    this.changed = changed
    this.timer = 0
    /** @type {Record<string, boolean>} */
    this.open = { category: true, price: true }
    /** @type {Record<string, FacetValue[]>} */
    this.offered = {}
    this.chips = el('div', { class: 'chips' })
    this.view = el('div', { class: 'refine', part: 'refine' })
  }

  /** Another search begins: what the last one offered says nothing of it. */
  forget() {
    this.offered = {}
  }

  /**
   * @param {Source} source
   * @param {Asked} asked
   * @param {Answer} answer
   */
  show(source, asked, answer) {
    const said = (/** @type {string} */ words) => this.changed({ words })
    const label = this.texts.say(source.kind === 'words' ? 'words_alone' : 'words_more')
    const form = wordsForm(
      this.texts,
      { label, act: this.texts.say('apply'), focus: 'words', value: asked.words },
      said,
    )
    redraw(
      this.view,
      form,
      source.kind === 'photo' && this.#palette(asked, answer),
      source.kind !== 'words' && this.#slider(asked, answer),
      this.#stock(asked),
      ...this.#known(asked, answer.facets).map((facet) => this.#facet(facet, asked)),
    )
    redraw(this.chips, ...this.#chips(source, asked, answer))
  }

  /** @param {Source} source @param {Asked} asked @param {Answer} answer */
  #chips(source, asked, { understood }) {
    const { words, chosen } = asked
    const picked = Object.entries(chosen).flatMap(([name, values]) =>
      values.map((value) => chip(this.texts, this.#named(name, value), () => this.#choose(asked, name, value, false))),
    )
    const heard = understood.length ? understood.join(', ') : `“${words}”`
    return [
      words && source.kind !== 'words' && chip(this.texts, heard, () => this.changed({ words: '' })),
      source.kind === 'words' && understood.length > 0 && el('span', { class: 'chip' }, heard),
      asked.inStock && chip(this.texts, this.texts.say('only_in_stock'), () => this.changed({ inStock: false })),
      asked.colorWeight !== null &&
        chip(this.texts, this.texts.say('own_balance'), () => this.changed({ colorWeight: null })),
      ...picked,
    ]
  }

  /** Colors of the photo; one that is chosen stands among the words. @param {Asked} asked @param {Answer} answer */
  #palette(asked, { palette }) {
    const seen = palette.filter(({ name }, index) => palette.findIndex((other) => other.name === name) === index)
    if (!seen.length) return null
    const wishes = asked.words.split(/\s*[,،、]\s*/).filter(Boolean)
    const chips = seen.map(({ name, lab }) => {
      const word = this.texts.color(name)
      const pressed = wishes.includes(word)
      const changed = pressed ? wishes.filter((wish) => wish !== word) : [...wishes, word]
      const pick = () => this.changed({ words: changed.join(', ') })
      const given = {
        type: 'button',
        class: 'swatch',
        'aria-pressed': String(pressed),
        'data-focus': `color-${name}`,
        onclick: pick,
      }
      return el(
        'li',
        {},
        el('button', { ...given, '--swatch': `lab(${lab.join(' ')})` }, el('span', { class: 'dot' }), word),
      )
    })
    return el('fieldset', {}, el('legend', {}, this.texts.say('palette')), el('ul', { class: 'swatches' }, ...chips))
  }

  /** @param {Asked} asked @param {Answer} answer */
  #slider(asked, answer) {
    const value = Math.round(100 * (asked.colorWeight ?? storesOwn(answer)))
    const spoken = (/** @type {number} */ share) =>
      this.texts.say('color_counts', { percent: this.texts.percent(share / 100) })
    const input = el('input', {
      type: 'range',
      id: 'balance',
      min: 0,
      max: 100,
      step: 5,
      value,
      'data-focus': 'balance',
      'aria-valuetext': spoken(value),
    })
    input.addEventListener('input', () => {
      input.setAttribute('aria-valuetext', spoken(input.valueAsNumber))
      clearTimeout(this.timer)
      this.timer = window.setTimeout(() => this.changed({ colorWeight: input.valueAsNumber / 100 }), SETTLED_MS)
    })
    const ends = el(
      'div',
      { class: 'ends', 'aria-hidden': 'true' },
      el('span', {}, this.texts.say('shape')),
      el('span', {}, this.texts.say('color')),
    )
    return el('div', { class: 'balance' }, el('label', { for: 'balance' }, this.texts.say('balance')), input, ends)
  }

  /** @param {Asked} asked */
  #stock({ inStock }) {
    const input = el('input', { type: 'checkbox', checked: inStock, 'data-focus': 'in-stock' })
    input.addEventListener('change', () => this.changed({ inStock: input.checked }))
    return el('label', { class: 'check' }, input, el('span', {}, this.texts.say('only_in_stock')))
  }

  /**
   * Facets of the answer; one that is narrowed already still offers what it offered before.
   * @param {Asked} asked
   * @param {Facet[]} facets
   */
  #known({ chosen }, facets) {
    return FACETS.flatMap((name) => {
      const now = facets.find((facet) => facet.name === name)?.values ?? []
      if (!chosen[name]?.length || !this.offered[name]) this.offered[name] = now
      const values = this.offered[name].map(
        (value) => now.find((one) => one.value === value.value) ?? { ...value, count: 0 },
      )
      return values.length > 1 || chosen[name]?.length ? [{ name, values }] : []
    })
  }

  /** @param {Facet} facet @param {Asked} asked */
  #facet({ name, values }, asked) {
    const kind = ONE_OF.includes(name) ? 'radio' : 'checkbox'
    const items = values.map(({ value, count }) => {
      const checked = asked.chosen[name]?.includes(value) ?? false
      const input = el('input', { type: kind, name, value, checked, 'data-focus': `${name}-${value}` })
      input.addEventListener('change', () => this.#choose(asked, name, value, input.checked))
      const counted = count > 0 && el('span', { class: 'muted' }, this.texts.say('number', { n: count }))
      return el('label', { class: 'check' }, input, el('span', { dir: 'auto' }, this.#named(name, value)), counted)
    })
    const details = el('details', { class: 'facet', open: this.open[name] ?? Boolean(asked.chosen[name]?.length) })
    details.addEventListener('toggle', () => (this.open[name] = details.open))
    const title = this.texts.say(name)
    details.append(
      el('summary', { 'data-focus': `facet-${name}` }, title),
      el('div', { class: 'values', role: 'group', 'aria-label': title }, ...items),
    )
    return details
  }

  /** @param {Asked} asked @param {string} name @param {string} value @param {boolean} wanted */
  #choose({ chosen }, name, value, wanted) {
    const others = ONE_OF.includes(name) ? [] : (chosen[name] ?? []).filter((one) => one !== value)
    this.changed({ chosen: { ...chosen, [name]: wanted ? [...others, value] : others } })
  }

  /** A facet's value as shoppers read it. @param {string} name @param {string} value */
  #named(name, value) {
    if (name === 'category') return value.split(' > ').at(-1) ?? value
    if (name !== 'price') return value
    const { low, high } = this.offered.price?.find((one) => one.value === value) ?? {}
    if (!low || !high) return value
    return low.amount === high.amount ? this.texts.money(low) : `${this.texts.money(low)} – ${this.texts.money(high)}`
  }
}

/** Share of color that the store gives by itself: it is what makes likeness of shape and color. @param {Answer} answer */
function storesOwn({ hits }) {
  const telling = hits.find(({ shape, color }) => Math.abs(color - shape) > UNTOLD)
  if (!telling) return 0.5
  return Math.min(1, Math.max(0, (telling.likeness - telling.shape) / (telling.color - telling.shape)))
}
