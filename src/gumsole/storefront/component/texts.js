/** @import {Plural, Price} from './types.d.ts' */

const LANGUAGES = ['en', 'es', 'de', 'ja', 'ar']
const RIGHT_TO_LEFT = ['ar']
const DAY_S = 86_400
const HOUR_S = 3600
const MINUTE_S = 60

/** The words of one language, and how it writes numbers, money and times. */
export class Texts {
  /**
   * @param {string} language As asked for, such as `de-AT`.
   * @param {Record<string, any>} words
   * @param {string} spoken The language of the words.
   */
  constructor(language, words, spoken) {
    this.words = words
    this.spoken = spoken
    this.language = language.toLowerCase().split('-')[0] === spoken ? language : spoken
    this.direction = RIGHT_TO_LEFT.includes(spoken) ? 'rtl' : 'ltr'
    this.plurals = new Intl.PluralRules(this.language)
    this.numbers = new Intl.NumberFormat(this.language)
    this.percents = new Intl.NumberFormat(this.language, { style: 'percent', maximumFractionDigits: 0 })
    /** @type {Map<string, Intl.NumberFormat>} Made once each: that takes longer than a tile. */
    this.moneys = new Map()
  }

  /**
   * A text with its gaps filled; `n` also decides between singular and plural.
   * @param {string} name
   * @param {Record<string, string | number>} [gaps]
   * @returns {string}
   */
  say(name, gaps = {}) {
    const found = /** @type {string | Plural | undefined} */ (this.words[name])
    const text = typeof found === 'object' ? (found[this.plurals.select(Number(gaps.n))] ?? found.other) : found
    return String(text ?? '').replace(/\{(\w+)\}/g, (_, gap) => this.#shown(gaps[gap] ?? ''))
  }

  /** @param {string} name */
  has(name) {
    return name in this.words
  }

  /** @param {string | number} value */
  #shown(value) {
    return typeof value === 'number' ? this.numbers.format(value) : value
  }

  /** @param {number} share */
  percent(share) {
    return this.percents.format(Math.min(1, Math.max(0, share)))
  }

  /** @param {Price} price */
  money({ amount, currency }) {
    const isWhole = Number(amount) % 1 === 0
    const kind = `${currency} ${isWhole}`
    const style = { style: /** @type {const} */ ('currency'), currency }
    const digits = isWhole ? { minimumFractionDigits: 0 } : {}
    const format = this.moneys.get(kind) ?? new Intl.NumberFormat(this.language, { ...style, ...digits })
    this.moneys.set(kind, format)
    return format.format(Number(amount))
  }

  /** @param {number} seconds */
  duration(seconds) {
    const [count, unit] =
      seconds >= 2 * DAY_S
        ? [seconds / DAY_S, 'day']
        : seconds >= 2 * HOUR_S
          ? [seconds / HOUR_S, 'hour']
          : seconds >= 2 * MINUTE_S
            ? [seconds / MINUTE_S, 'minute']
            : [seconds, 'second']
    const style = { style: /** @type {const} */ ('unit'), unit, unitDisplay: /** @type {const} */ ('long') }
    return new Intl.NumberFormat(this.language, { ...style, maximumFractionDigits: 0 }).format(count)
  }

  /** A color as the shopper says it, and as the server reads it among the words. @param {string} name */
  color(name) {
    return this.words.colors[name] ?? name
  }
}

/**
 * The words of a language; English where there are none.
 * @param {string} language
 */
export async function texts(language) {
  const first = language.toLowerCase().split('-')[0]
  const spoken = LANGUAGES.includes(first) ? first : LANGUAGES[0]
  const response = await fetch(new URL(`texts/${spoken}.json`, import.meta.url))
  return new Texts(language || spoken, await response.json(), spoken)
}
