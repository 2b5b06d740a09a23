package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Category;

/** What a window or a part of it is used for, as far as it decides what is private in it. */
public enum PaneKind {
    CHAT(Category.CHAT),
    MAIL(Category.CHAT),
    AI(Category.AI_PROMPT),
    MEDICAL(Category.MEDICAL),
    TAX(Category.TAX),
    HR(Category.HR),
    FINANCE(Category.FINANCE);

    private final Category category;

    PaneKind(Category category) {
        this.category = category;
    }

    /** The category of what is found only because it stands in such a pane. */
    public Category category() {
        return category;
    }

    /** Whether whole texts are private in it, not single values. */
    public boolean isConversation() {
        return this == CHAT || this == MAIL || this == AI;
    }
}
