package dev.scrim.redaction.detect.finance;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.regex.Pattern;

/**
 * Amounts of money that say something about a person: beside a tax, pay or bank label, or inside such a block. A price in a
 * shop or a quantity in a stock list is not private.
 */
public final class MoneyDetector extends ReadingDetector {
    private static final String UNIT =
            "(?! ?(?:mm|cm|m|km|in|px|pt|kg|g|lb|oz|ml|l|ms|s|sec|seconds?|minutes?|hours?|hrs?|days?|kb|mb|gb|tb|hz|ghz|mhz|v|w|"
                    + "rows?|tests?|items?|files?|words?|lines?|times|users?|mg|mcg|%|°)(?![\\p{L}]))";
    /** Grouped thousands or two decimals or a currency: what only money looks like. */
    private static final Pattern AMOUNT = Pattern.compile(
            "(?<![\\p{L}\\d.,/-])(?:(?:us ?)?[$€£¥] ?|(?:usd|eur|gbp|chf|cad|aud|inr) )?-?\\(?(?:\\d{1,3}(?:[,.'  ]\\d{3})+(?:[.,]\\d{2})?|\\d+[.,]\\d{2})\\)?(?: ?(?:€|usd|eur|gbp|chf))?(?![\\p{L}\\d]|[.,/-]\\d)"
                    + UNIT,
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CURRENCY = Pattern.compile(
            "(?<![\\p{L}\\d])(?:(?:us ?)?[$€£¥] ?|(?:usd|eur|gbp|chf) )-?\\d[\\d,.]*(?: ?[kKmM])?(?![\\p{L}\\d])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WHOLE =
            Pattern.compile("(?<![\\p{L}\\d.,/:-])\\d{3,9}(?: ?[kK])?(?![\\p{L}\\d]|[.,/:-]\\d)" + UNIT);
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
    private static final Pattern SHOP = Cues.whole(
            "price|unit price|list price|msrp|subtotal|shipping|cart|qty|quantity|on hand|in stock|per unit|each|sale|discount|cost per|reorder");

    public MoneyDetector() {
        super("money", "1");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        if (r.digitCount() < 2) {
            return;
        }
        r.eachNumber(AMOUNT, (m, at) -> amount(r, out, at, "amount"));
        r.eachNumber(CURRENCY, (m, at) -> amount(r, out, at, "currency"));
        boolean payLabel = r.labelHas(Cues.PAY);
        if (payLabel || r.labelHas(Cues.TAX_MONEY) || r.labelHas(Cues.BANK_MONEY)) {
            r.eachNumber(WHOLE, (m, at) -> {
                if (!YEAR.matcher(m.group()).matches()) {
                    amount(r, out, at, "whole");
                }
            });
        }
    }

    private static void amount(Reading r, Reading.Spans out, int[] at, String rule) {
        if (r.cued(SHOP, at[0]) && !r.likely(Category.TAX, Category.HR)) {
            return;
        }
        boolean hrBlock =
                r.unit().context().priorOf(Category.HR) > r.unit().context().priorOf(Category.TAX);
        if (r.cued(Cues.PAY, at[0]) && (hrBlock || !r.likely(Category.TAX))) {
            out.add(at, Category.HR, Entity.SALARY, 0.9, rule + "-pay");
        } else if (r.cued(Cues.TAX_MONEY, at[0])) {
            out.add(at, Category.TAX, Entity.MONEY, 0.9, rule + "-tax");
        } else if (r.likely(Category.HR) && hrBlock) {
            out.add(at, Category.HR, Entity.SALARY, 0.7, rule + "-in-hr");
        } else if (r.likely(Category.TAX)) {
            out.add(at, Category.TAX, Entity.MONEY, 0.7, rule + "-in-tax");
        } else if (r.cued(Cues.BANK_MONEY, at[0]) || r.likely(Category.FINANCE)) {
            out.add(at, Category.FINANCE, Entity.MONEY, 0.6, rule + "-bank");
        } else if (r.likely(Category.MEDICAL, Category.CHAT, Category.AI_PROMPT)) {
            out.add(at, r.surrounding(Entity.MONEY), Entity.MONEY, 0.5, rule + "-in-block");
        }
    }
}
