package dev.scrim.redaction.train;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import net.datafaker.Faker;

/**
 * Rows of tables, captions and sentences with names of many cultures, and rows that look alike and name products, places,
 * companies and things; marked as {@link Templates} marks them. The held-out half has other countries, other names, other rows
 * and other things than the half for training.
 */
final class NameRows {
    private static final List<String> TRAIN_LOCALES = List.of(
            "en-US", "en-GB", "en-IND", "de", "fr", "es", "es-MX", "it", "nl", "sv", "pl", "pt-BR", "id", "vi", "tr",
            "en-NG", "hu", "en-ZA");
    private static final List<String> HELD_LOCALES =
            List.of("fi-FI", "da-DK", "cs-CZ", "et", "en-PAK", "en-PH", "ca", "nb-NO", "ro-MD");

    /** Given names and family names of East Asia, the Arab world, Iran, Africa and the Pacific as they are written in Latin letters. */
    private static final List<String> GIVEN = words(
            "Wei Fang Xiuying Na Min Jing Qiang Lei Yang Jun Hui Xin Yan Ling Mei Tao Peng Hao Ying Jie Haruto Yui Sota Hina Ren Aoi Yuto Sakura Kenji Yuki Akira Naoko Takeshi Emi Hiroshi Keiko"
                    + " Ji-woo Seo-yeon Min-jun Ha-eun Do-yun Soo-jin Hyun-woo Eun-ji Young-ho Mi-kyung Ahmed Mohammed Fatima Aisha Omar Layla Hassan Youssef Khalid Noor Zainab Ibrahim Mariam Tariq Samira"
                    + " Reza Parisa Dariush Shirin Farhad Nasrin Chinedu Ngozi Emeka Adaeze Kwame Ama Kofi Akosua Amina Oluwaseun Thabo Lerato Sipho Nandi Tendai Rutendo Wanjiru Kamau Achieng Otieno Abebe Tigist"
                    + " Priya Rahul Anjali Vikram Sunita Arjun Deepika Rajesh Kavita Suresh Lakshmi Sanjay Meera Harpreet Gurpreet Arif Nusrat Thi Minh Linh Duc Huong Somchai Siriporn Putu Wayan Dewi Agus Tane Aroha Leilani Kai"
                    + " Olena Dmytro Svetlana Sergei Ivana Bojan Milica Goran Zsofia Katarzyna Piotr Agnieszka Ioana Andrei");

    private static final List<String> FAMILY = words(
            "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Luo Zheng Liang Tanaka Suzuki Sato Takahashi Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada"
                    + " Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Shin Al-Farsi Al-Masri Haddad Khoury Mansour Nasser Rahman Hussain Siddiqui Qureshi Hosseini Ahmadi Karimi Moradi Okafor Okonkwo Adeyemi Eze Balogun Mensah Owusu"
                    + " Boateng Asante Diallo Traore Keita Ndiaye Dlamini Nkosi Mokoena Moyo Chikwanha Mwangi Odhiambo Njoroge Tesfaye Haile Sharma Patel Singh Gupta Kumar Reddy Iyer Nair Banerjee Mukherjee Chatterjee Desai Kaur Khan"
                    + " Nguyen Tran Pham Vo Dang Bui Suwan Wongsakul Suharto Wijaya Santoso Tamati Kealoha Shevchenko Kovalenko Ivanov Petrova Novak Horvat Jovanovic Nagy Kowalska Popescu Ionescu");
    private static final List<String> HELD_GIVEN = words(
            "Xiaoming Yuhan Zihan Ruoxi Daichi Misaki Riku Kaede Jae-hyun Su-bin Yerim Abdulaziz Hanan Salma Bilal Rania Bahram Golnaz Chukwuemeka Ifeoma Yaw Efua Bongani Zanele Makena Kiplagat Desta Selam Ishaan Nandini Tanvi"
                    + " Kartik Ayesha Imran Quynh Trung Niran Kanya Ketut Sari Hemi Mahina Bohdan Oksana Vesna Zoran Tivadar Bogna");
    private static final List<String> HELD_FAMILY = words(
            "Gao Xie Song Tang Deng Inoue Kimura Hayashi Shimizu Seo Hwang Ahn Al-Qahtani Bakri Shaheen Darwish Rostami Jafari Nwosu Obi Agyeman Sarpong Camara Coulibaly Khumalo Zulu Chirwa Kipchoge Bekele Girma Joshi Menon Pillai"
                    + " Bhatt Chowdhury Malik Huynh Duong Chaiyasit Hartono Walker-Tau Kahale Bondarenko Melnyk Petrovic Zupan Farkas Lewandowska");

    private static final List<String> ROWS = List.of(
            "@",
            "@",
            "@",
            "@",
            "% @",
            "@ %",
            "@ | %",
            "# @ %",
            "@ % $",
            "# @ % $",
            "@ (%)",
            "@, %",
            "% - @",
            "@ - %",
            "%: @",
            "%: @",
            "% = @",
            "Owner @",
            "Owner: @",
            "Assignee @",
            "Created by @",
            "Created by @ on ~",
            "Last edited by @",
            "@ commented # hours ago",
            "@ and @",
            "@; @; @",
            "cc: @",
            "Attendees: @, @",
            "@ is calling",
            "Signed, @",
            "Prepared by @",
            "#. @",
            "Meeting with @",
            "Sent to @ yesterday",
            "From: @",
            "To @",
            "Re: @'s %",
            "Patient @",
            "Patient: @ ~",
            "@, # y/o",
            "ask ^ about the %",
            "^ said the % is late",
            "Best, ^",
            "Thanks ^!",
            "Hi ^,",
            "I met @ at the %",
            "I saw ^ and ^ today",
            "row # @ ok",
            "see @",
            "I sent @ yesterday",
            "@ and the rest follows",
            "Please note % @ for the file",
            "Assigned to @",
            "Assigned to - @",
            "Assigned to = @",
            "Employee name: @",
            "Employee @",
            "From - @",
            "@ ~ $",
            "~ @",
            "@ ~",
            "Dr. @",
            "Mr. @",
            "Mrs @",
            "Ms. @",
            "Prof. @",
            "Dear @,",
            "Interview: @",
            "Call @ back",
            "Shared by @",
            "Reviewer: @",
            "@ requested changes",
            "@ approved",
            "@ joined",
            "@ left the channel",
            "@ is typing...",
            "@ wrote:",
            "with @",
            "Contact @ for details",
            "Instructor: @",
            "@ % #",
            "Spouse @",
            "Tenant: @",
            "Beneficiary @",
            "Witness: @");
    private static final List<String> HELD_ROWS = List.of(
            "@",
            "@ / %",
            "Primary: @",
            "Responsible @",
            "@ has shared a %",
            "Filed by @ on ~",
            "* @",
            "Interviewer @ (%)",
            "Guest: @",
            "@ -> @",
            "Room # @ ~",
            "Invited @ to %",
            "Technician @",
            "Ticket opened by @",
            "tell ^ that the % came",
            "# % @ $",
            "Driver @ ~",
            "Coach: @",
            "Account of @",
            "Greetings from ^");
    private static final List<String> THINGS = List.of(
            "*",
            "*",
            "*",
            "*",
            "* #",
            "* $",
            "# x *",
            "* - *",
            "*: *",
            "New *",
            "* Settings",
            "* * ",
            "* # # $",
            "Open *",
            "*, *, *",
            "* | *",
            "% *",
            "* %",
            "* ~",
            "# *",
            "Search *",
            "* v#",
            "All *",
            "*...",
            "the * and the *",
            "Add * to cart",
            "* (#)",
            "About *",
            "* is out of stock",
            "we use * and * here",
            "* # mm",
            "Compare * with *",
            "* by *",
            "from *",
            "to *");
    private static final List<String> HELD_THINGS = List.of(
            "*", "* / *", "* = #", "# pcs *", "Edit *", "* costs $", "* > *", "Delete * ?", "* [#]", "Choose *");

    private final Random random;
    private final boolean heldOut;
    private final List<Faker> people;
    private final List<Supplier<String>> things;
    private final List<String> ambiguous;
    private final List<String> firsts;
    private final List<String> lasts;

    /** @param ambiguous words that are surnames and everyday words at once */
    NameRows(Random random, boolean heldOut, List<String> firsts, List<String> lasts, List<String> ambiguous) {
        this.random = random;
        this.heldOut = heldOut;
        this.firsts = firsts;
        this.lasts = lasts;
        this.ambiguous = ambiguous;
        this.people = (heldOut ? HELD_LOCALES : TRAIN_LOCALES)
                .stream().map(l -> new Faker(Locale.forLanguageTag(l), random)).toList();
        Faker f = new Faker(Locale.US, random);
        this.things = heldOut ? held(f) : training(f);
    }

    private static List<String> words(String s) {
        return List.of(s.split(" ", -1));
    }

    private List<Supplier<String>> training(Faker f) {
        return List.of(
                () -> f.commerce().productName(),
                () -> f.commerce().productName(),
                () -> f.commerce().department(),
                () -> f.commerce().material() + " " + f.house().furniture(),
                () -> org(f.company().name()),
                () -> org(f.company().name()),
                () -> f.company().industry(),
                () -> f.company().catchPhrase(),
                () -> f.app().name(),
                () -> f.appliance().brand() + " " + f.appliance().equipment(),
                () -> f.food().ingredient(),
                () -> f.food().spice(),
                () -> f.food().fruit(),
                () -> f.food().dish(),
                () -> f.construction().materials(),
                () -> f.construction().heavyEquipment(),
                () -> f.vehicle().makeAndModel(),
                () -> f.computer().operatingSystem(),
                () -> f.device().modelName(),
                () -> f.device().manufacturer(),
                () -> f.file().fileName(),
                () -> f.hacker().noun(),
                () -> f.hacker().ingverb() + " the " + f.hacker().noun(),
                () -> f.programmingLanguage().name(),
                () -> place(f.address().city()),
                () -> place(f.address().streetAddress()),
                () -> place(f.country().name()),
                () -> place(f.mountain().name()),
                () -> org(f.university().name()),
                () -> f.job().title(),
                () -> f.job().field(),
                () -> f.color().name(),
                () -> f.money().currency(),
                () -> f.music().instrument(),
                () -> f.weather().description(),
                () -> f.hobby().activity(),
                () -> f.stock().nsdqSymbol(),
                () -> f.science().element(),
                () -> f.electricalComponents().active(),
                () -> f.aws().service(),
                () -> f.subscription().plans(),
                () -> f.camera().brandWithModel(),
                () -> f.house().room(),
                () -> f.measurement().length(),
                () -> f.financialTerms().noun(),
                () -> caption(f),
                () -> caption(f),
                () -> caption(f),
                this::twoFaced,
                this::twoFaced,
                this::twoFaced,
                () -> Templates.capital(last()) + " " + f.house().furniture(),
                () -> f.marketing().buzzwords(),
                () -> f.team().sport());
    }

    private List<Supplier<String>> held(Faker f) {
        return List.of(
                () -> f.cat().breed(),
                () -> f.dog().breed(),
                () -> f.horse().breed(),
                () -> f.coffee().name1(),
                () -> f.dessert().variety(),
                () -> f.tire().code(),
                () -> f.drone().name(),
                () -> f.aviation().aircraft(),
                () -> f.restaurant().type(),
                () -> f.olympicSport().summerOlympics(),
                () -> f.cryptoCoin().coin(),
                () -> f.mood().feeling(),
                () -> f.industrySegments().sector(),
                () -> f.planet().name() + " probe",
                () -> f.military().airForceRank(),
                () -> f.azure().region(),
                () -> f.brand().sport(),
                () -> f.boardgame().name(),
                () -> f.beer().style(),
                this::twoFaced);
    }

    private String caption(Faker f) {
        String verb = Templates.capital(f.verb().base());
        String noun = Templates.capital(f.word().noun());
        return switch (random.nextInt(6)) {
            case 0 -> verb + " " + noun;
            case 1 -> verb + " All " + noun + "s";
            case 2 -> noun + " " + Templates.capital(f.word().noun());
            case 3 -> Templates.capital(f.word().adjective()) + " " + noun;
            case 4 -> verb + " as " + noun;
            default -> noun;
        };
    }

    /** A surname that is an everyday word, used as one. */
    private String twoFaced() {
        String word = Templates.capital(pick(ambiguous));
        return switch (random.nextInt(4)) {
            case 0 -> word;
            case 1 -> word + " " + pick(ambiguous);
            case 2 -> Templates.capital(pick(ambiguous)) + " " + word;
            default -> word + " " + (1 + random.nextInt(999));
        };
    }

    private static String org(String s) {
        return (char) 3 + s + (char) 4;
    }

    private static String place(String s) {
        return (char) 2 + s + (char) 4;
    }

    /** A row with names. */
    String names() {
        return fill(pick(heldOut ? HELD_ROWS : ROWS));
    }

    /** A row of the same looks that names no person. */
    String others() {
        return fill(pick(heldOut ? HELD_THINGS : THINGS));
    }

    private String fill(String row) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            b.append(
                    switch (c) {
                        case '@' -> (char) 1 + full() + (char) 4;
                        case '^' -> (char) 1 + first() + (char) 4;
                        case '%' ->
                            pick(things).get().replaceAll("[\\x01-\\x04]", "").replaceAll(",.*", "");
                        case '*' -> pick(things).get();
                        case '#' -> String.valueOf(random.nextInt(random.nextBoolean() ? 20 : 3000));
                        case '$' -> String.format(Locale.ROOT, "$%,d.%02d", random.nextInt(90000), random.nextInt(100));
                        case '~' ->
                            String.format(
                                    Locale.ROOT,
                                    random.nextBoolean() ? "%d-%02d-%02d" : "%3$d/%2$d/%1$d",
                                    1950 + random.nextInt(76),
                                    1 + random.nextInt(12),
                                    1 + random.nextInt(28));
                        default -> String.valueOf(c);
                    });
        }
        return b.toString();
    }

    private String full() {
        String first = first();
        String last = last();
        String initial = first().substring(0, 1);
        return switch (random.nextInt(16)) {
            case 0, 1 -> last + ", " + first;
            case 2 -> first + " " + initial + ". " + last;
            case 3 -> last + ", " + first + " " + initial + ".";
            case 4 -> first.charAt(0) + ". " + last;
            case 5 -> first + " " + last + "-" + last();
            case 6 -> (first + " " + last).toUpperCase(Locale.ROOT);
            case 7 -> (last + ", " + first).toUpperCase(Locale.ROOT);
            case 8 -> first + " " + first() + " " + last;
            case 9 ->
                first + " " + pick(List.of("van der", "de la", "von", "bin", "al", "dos", "di", "O'", "Mc"))
                        + (random.nextInt(9) < 7 ? " " : "") + last;
            case 10 -> random.nextInt(3) == 0 ? first : first + " " + last;
            default -> first + " " + last;
        };
    }

    private String first() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(heldOut ? HELD_GIVEN : GIVEN);
            case 1 -> heldOut ? latin(f -> f.name().firstName()) : Templates.capital(pick(firsts));
            default -> latin(f -> f.name().firstName());
        };
    }

    private String last() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(heldOut ? HELD_FAMILY : FAMILY);
            case 1 -> heldOut ? latin(f -> f.name().lastName()) : Templates.capital(pick(lasts));
            default -> latin(f -> f.name().lastName());
        };
    }

    private String latin(Function<Faker, String> part) {
        for (int i = 0; i < 40; i++) {
            String s = part.apply(pick(people));
            if (s.matches("\\p{Lu}[\\p{IsLatin}'’ -]+")) {
                return s;
            }
        }
        return pick(heldOut ? HELD_GIVEN : GIVEN);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
