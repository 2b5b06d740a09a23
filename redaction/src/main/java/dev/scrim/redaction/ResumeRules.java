package dev.scrim.redaction;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WordLists;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Curricula vitae: where somebody worked and learned tells who it is, without a name. Their sections have the same heads everywhere. */
final class ResumeRules {
    private static final Set<String> WORK = Set.of(
            "experience",
            "work experience",
            "professional experience",
            "relevant experience",
            "employment",
            "employment history",
            "work history",
            "career",
            "career history",
            "positions held",
            "berufserfahrung",
            "beruflicher werdegang",
            "experience professionnelle",
            "experiencia",
            "experiencia laboral",
            "experiencia profesional",
            "esperienza",
            "esperienze lavorative",
            "werkervaring",
            "experiencia profissional",
            "arbeidserfaring",
            "arbetslivserfarenhet",
            "erhvervserfaring",
            "doswiadczenie");
    private static final Set<String> LEARNING = Set.of(
            "education",
            "education and training",
            "academic background",
            "qualifications",
            "academic qualifications",
            "studies",
            "ausbildung",
            "bildung",
            "bildungsweg",
            "studium",
            "formation",
            "formations",
            "educacion",
            "formacion",
            "istruzione",
            "istruzione e formazione",
            "opleiding",
            "opleidingen",
            "educacao",
            "utdanning",
            "utbildning",
            "uddannelse",
            "wyksztalcenie");
    private static final Set<String> OTHERS = Set.of(
            "summary",
            "professional summary",
            "profile",
            "personal profile",
            "about me",
            "objective",
            "skills",
            "key skills",
            "technical skills",
            "languages",
            "certifications",
            "certificates",
            "publications",
            "projects",
            "awards",
            "honours",
            "honors",
            "volunteering",
            "volunteer work",
            "references",
            "referees",
            "interests",
            "hobbies",
            "memberships",
            "personal details",
            "kenntnisse",
            "sprachen",
            "sprachkenntnisse",
            "competences",
            "langues",
            "loisirs",
            "habilidades",
            "idiomas",
            "competenze",
            "lingue",
            "vaardigheden",
            "talen");
    /** Letters of heads and of what stands under them begin at one edge, or the text is indented by so many heights. */
    private static final double INDENT = 12;
    /** The name and how to reach its owner stand at most so many heights above the first section. */
    private static final double HEAD = 12;

    private final WordLists lists = WordLists.standard();

    /** Adds what stands in and above the sections of a curriculum vitae. */
    void find(FrameScene frame, WindowScene scene, Finds out) {
        List<Piece> heads = scene.content().stream()
                .filter(p -> isHead(p.text()))
                .sorted(Comparator.comparingInt(p -> p.box().y()))
                .toList();
        boolean work = heads.stream().anyMatch(p -> WORK.contains(key(p.text())));
        boolean learning = heads.stream().anyMatch(p -> LEARNING.contains(key(p.text())));
        boolean other = heads.stream().anyMatch(p -> OTHERS.contains(key(p.text())));
        if (scene.plain() || !((work && learning) || ((work || learning) && other))) {
            return;
        }
        FrameLayout layout = frame.layout();
        Box first = heads.get(0).box();
        for (Piece piece : scene.content()) {
            if (piece.words().isEmpty() || heads.contains(piece) || lists.isInterface(piece.text())) {
                continue;
            }
            Box box = piece.box();
            boolean below = heads.stream()
                    .anyMatch(h -> box.y() >= h.box().bottom() - 2
                            && box.x() >= h.box().x() - h.box().h()
                            && box.x() < h.box().x() + INDENT * h.box().h());
            boolean row = box.y() >= first.bottom()
                    && scene.content().stream()
                            .anyMatch(p -> heads.stream()
                                            .anyMatch(h -> Math.abs(h.box().x()
                                                            - p.box().x())
                                                    <= h.box().h())
                                    && p.index() != piece.index()
                                    && box.x() >= p.box().right()
                                    && FrameLayout.sameRow(p.box(), box));
            boolean above = box.bottom() <= first.y()
                    && first.y() - box.bottom() < HEAD * first.h()
                    && box.x() >= first.x() - first.h()
                    && piece.wordCount() >= 2;
            if (below || row || above) {
                out.whole(layout, piece, Category.HR, "NOTE", 0.7, "resume.entry");
            }
        }
    }

    private static boolean isHead(String text) {
        String key = key(text);
        return text.length() >= 5
                && Character.isUpperCase(text.charAt(0))
                && (WORK.contains(key) || LEARNING.contains(key) || OTHERS.contains(key));
    }

    private static String key(String text) {
        return WordLists.plain(String.join(" ", WordLists.tokens(text)));
    }
}
