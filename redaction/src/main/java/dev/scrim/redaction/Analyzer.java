package dev.scrim.redaction;

import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.datasets.model.TextItem;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.detect.Detector;
import dev.scrim.redaction.detect.Detectors;
import dev.scrim.redaction.detect.block.BlockClassifier;
import dev.scrim.redaction.detect.person.PersonTagger;
import dev.scrim.redaction.layout.Block;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.KindScores;
import dev.scrim.redaction.layout.PaneKind;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WindowStack;
import dev.scrim.redaction.propagate.Propagator;
import dev.scrim.redaction.propagate.SecretIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what is private in one trajectory, on the screen and in texts. One for each task; not thread-safe. */
public final class Analyzer {
    /** Changes whenever the rules of layout or propagation may find something else. */
    private static final String RULES = "layout-3";

    private final RedactionSettings settings;
    private final List<Detector> detectors;
    private final SceneReader scenes;
    private final PieceRules pieces;
    private final ConversationRules conversations;
    private final MailRules mail;
    private final ChartRules charts;
    private final FormRules forms;
    private final LedgerRules ledgers = new LedgerRules();
    private final ProseRules prose;
    private final LetterRules letters = new LetterRules();
    private final ResumeRules resumes = new ResumeRules();
    private final WalletRules wallets = new WalletRules();
    private final InvitationRules invitations = new InvitationRules();
    private final TerminalRules terminals = new TerminalRules();
    private final RecordRules records;
    private final NeighbourRules neighbours = new NeighbourRules();
    private final ToastRules toasts;
    private final PictureRules pictures = new PictureRules();
    private final TextRules texts;

    private Analyzer(RedactionSettings settings) {
        this.settings = settings;
        PersonTagger tagger = PersonTagger.standard().remembering();
        this.detectors = Detectors.standard(tagger);
        this.scenes = new SceneReader(new KindScores(BlockClassifier.standard()), settings.memoryUs());
        this.pieces = new PieceRules(detectors, tagger, settings);
        this.conversations = new ConversationRules(pieces, settings);
        this.mail = new MailRules(pieces, settings);
        this.charts = new ChartRules(pieces, settings);
        this.forms = new FormRules(pieces);
        this.prose = new ProseRules(pieces);
        this.records = new RecordRules(pieces);
        this.toasts = new ToastRules(pieces);
        this.texts = new TextRules(pieces);
    }

    /** With the standard detectors and models. */
    public static Analyzer standard(RedactionSettings settings) {
        return new Analyzer(settings);
    }

    /** What the segment's own texts and screens show to be private, each where it was found. */
    public List<Finding> detect(SegmentView segment) {
        Finds out = new Finds(segment.trajectory().recording());
        List<FrameScene> frames = scenes.read(segment);
        for (int i = 0; i < frames.size(); i++) {
            FrameScene frame = frames.get(i);
            for (Piece piece : frame.layout().pieces()) {
                pieces.find(frame, frame.window(piece.window()), piece, out);
            }
            for (Block block : frame.layout().blocks()) {
                for (int row = 1; row < block.pieces().size(); row++) {
                    Piece lower = block.pieces().get(row);
                    pieces.across(
                            frame, frame.window(lower.window()), block.pieces().get(row - 1), lower, out);
                }
            }
            for (WindowScene window : frame.windows()) {
                Optional<PaneKind> kind = window.conversation();
                if (kind.isPresent() && kind.get() == PaneKind.MAIL) {
                    mail.find(frame, window, out);
                } else if (kind.isPresent()) {
                    conversations.find(frame, window, kind.get(), out);
                }
                if (kind.isEmpty()) {
                    prose.find(frame, window, out);
                }
                if (!window.isSensitive()) {
                    conversations.bubbles(frame, window, out);
                }
                if (!window.isSensitive() || window.plain()) {
                    conversations.panel(frame, window, out);
                }
                pages(frame, window, kind.isPresent(), out);
                if (window.is(PaneKind.MEDICAL) && kind.isEmpty()) {
                    charts.find(frame, window, out);
                }
                if (window.is(PaneKind.TAX) || window.is(PaneKind.HR)) {
                    forms.find(frame, window, out);
                }
                if (kind.isEmpty()) {
                    window.record()
                            .filter(k -> k != PaneKind.MEDICAL)
                            .ifPresent(k -> forms.values(frame, window, k.category(), out));
                }
                if (window.is(PaneKind.FINANCE) && kind.isEmpty()) {
                    ledgers.find(frame, window, out);
                }
            }
            toasts.find(frames, i, out);
            pictures.find(frame, out);
        }
        Map<Long, List<Finding>> byTime = out.onScreen();
        for (FrameScene frame : frames) {
            List<Finding> screen = byTime.getOrDefault(frame.tUs(), List.of());
            neighbours.find(frame, screen, out);
            for (WindowScene window : frame.windows()) {
                Optional<PaneKind> kind = window.record();
                if (kind.isPresent() && window.conversation().isEmpty()) {
                    records.find(frame, window, kind.get().category(), screen, out);
                }
            }
        }
        for (TextItem item : segment.texts()) {
            texts.find(frames, item, out);
        }
        return out.list();
    }

    /** What has a shape of its own in any program: letters, curricula, phrases of wallets, invitations, terminals. */
    private void pages(FrameScene frame, WindowScene window, boolean conversation, Finds out) {
        if (!conversation) {
            letters.find(frame, window, out);
            resumes.find(frame, window, out);
            invitations.find(frame, window, out);
        }
        wallets.find(frame, window, out);
        terminals.find(frame, window, out);
    }

    /**
     * The final findings: {@code own} and every further place of theirs, and of {@code known}, in this segment.
     *
     * @param own what {@link #detect} returned for the same segment
     * @param known secrets of all recordings of the same person
     */
    public List<Finding> propagate(SegmentView segment, List<Finding> own, SecretIndex known) {
        WindowStack stack = WindowStack.of(segment);
        List<FrameLayout> layouts = new ArrayList<>();
        segment.frames().forEach(view -> layouts.add(FrameLayout.of(view, stack)));
        return Propagator.spread(segment, layouts, own, known);
    }

    /** Versions of all rules and settings, part of the stage's digest. */
    public String version() {
        return detectors.stream()
                .map(d -> d.id() + "-" + d.version())
                .collect(Collectors.joining(" ", RULES + " ", " " + settings));
    }
}
