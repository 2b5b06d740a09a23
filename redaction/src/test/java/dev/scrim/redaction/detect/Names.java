package dev.scrim.redaction.detect;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import net.datafaker.Faker;

/** Invented people, addresses and telephone numbers of many countries, seeded. */
final class Names {
    private static final List<Locale> LATIN = List.of(
            Locale.forLanguageTag("en-US"),
            Locale.forLanguageTag("en-IND"),
            Locale.forLanguageTag("de"),
            Locale.forLanguageTag("fr"),
            Locale.forLanguageTag("es"),
            Locale.forLanguageTag("it"),
            Locale.forLanguageTag("nl"),
            Locale.forLanguageTag("sv"),
            Locale.forLanguageTag("pt-BR"),
            Locale.forLanguageTag("id"),
            Locale.forLanguageTag("vi"),
            Locale.forLanguageTag("en-NG"));

    private final Random random;
    private final List<Faker> fakers;
    private final Faker us;

    Names(Random random) {
        this.random = random;
        this.fakers = LATIN.stream().map(l -> new Faker(l, random)).toList();
        this.us = fakers.get(0);
    }

    private Faker any() {
        return fakers.get(random.nextInt(fakers.size()));
    }

    private String latin(Function<Faker, String> part) {
        for (int i = 0; i < 50; i++) {
            String s = part.apply(any());
            if (s.matches("[\\p{IsLatin}][\\p{IsLatin}'’. -]+")) {
                return s;
            }
        }
        return part.apply(us);
    }

    String first() {
        return latin(f -> f.name().firstName());
    }

    String last() {
        return latin(f -> f.name().lastName());
    }

    String full() {
        Faker f = any();
        String first = f.name().firstName();
        String last = f.name().lastName();
        String name = first + " " + last;
        return name.matches("[\\p{IsLatin}'’. -]+")
                ? name
                : us.name().firstName() + " " + us.name().lastName();
    }

    String usAddress() {
        String street = us.address().streetAddress();
        return random.nextBoolean()
                ? street
                : street + ", " + us.address().city() + ", " + us.address().stateAbbr() + " "
                        + String.format(Locale.ROOT, "%05d", 10000 + random.nextInt(89999));
    }

    /** Street and town as they are written in some countries of Europe. */
    String otherAddress() {
        String last = last().replaceAll(" .*", "");
        int n = 1 + random.nextInt(180);
        int code = 10000 + random.nextInt(89999);
        return switch (random.nextInt(7)) {
            case 0 ->
                last + "straße " + n + ", " + code + " "
                        + fakers.get(2).address().cityName();
            case 1 -> n + " rue " + first() + " " + last + ", " + code + " Lyon";
            case 2 -> "Calle " + last + " " + n + ", " + code + " Valencia";
            case 3 -> "Via " + last + " " + n + ", " + code + " Torino";
            case 4 ->
                n + " " + last + " Road, Leeds LS" + (1 + random.nextInt(9)) + " " + (1 + random.nextInt(9)) + "AB";
            case 5 -> last + "straat " + n + ", " + (1000 + random.nextInt(8999)) + " AB Utrecht";
            default ->
                last + "gatan " + n + ", " + (100 + random.nextInt(800)) + " " + (10 + random.nextInt(89)) + " Uppsala";
        };
    }

    /** A number that is valid in a country outside of the North American plan, in its national or international form. */
    String phone() {
        return switch (random.nextInt(7)) {
            case 0 -> "+44 20 79" + two() + " " + two() + two();
            case 1 -> "07911 " + three() + three();
            case 2 -> "+49 30 90" + two() + two() + two();
            case 3 -> "030 90" + two() + two() + two();
            case 4 -> "06 12 " + two() + " " + two() + " " + two();
            case 5 -> "+33 6 12 " + two() + " " + two() + " " + two();
            default -> "+91 98" + three() + " " + two() + three();
        };
    }

    private String two() {
        return String.valueOf(10 + random.nextInt(89));
    }

    private String three() {
        return String.valueOf(100 + random.nextInt(899));
    }
}
