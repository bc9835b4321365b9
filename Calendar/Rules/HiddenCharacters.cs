using System.Buffers;
using System.Globalization;
using System.Text;

namespace TeamCalendars.Rules;

/// <summary>
/// Characters that nobody sees: they hide in a text, or make it read in another order than it is stored. Only those stay that a writing system or an emoji needs:
/// joiners and non-joiners (U+200D, U+200C) between letters or emoji, the tags of a flag (Unicode Technical Standard #51, Annex C), and variation selectors.
/// </summary>
internal static class HiddenCharacters
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int BlackFlag = 0x1F3F4;
    private const int CancelTag = 0xE007F;
    private const int BrailleBlank = 0x2800;

    /// <summary>Whether a text has a character that is seen.</summary>
    public static bool HasVisible(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsVisible(rune))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first hidden character that may not stay; null if there is none.</summary>
    /// <param name="isLong">A description. Text that was pasted from elsewhere has such characters, so it keeps those that change neither the order of reading nor carry other text.</param>
    public static Rune? FirstOf(string text, bool isLong) =>
        Find(text, isLong, from: 0) is var (index, _) && index < text.Length ? Rune.GetRuneAt(text, index) : null;

    /// <summary>The text without its hidden characters; the same text if it has none.</summary>
    public static string Strip(string text, bool isLong)
    {
        var (index, length) = Find(text, isLong, from: 0);
        if (index == text.Length)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        var start = 0;
        while (index < text.Length)
        {
            kept.Append(text, start, index - start);
            start = index + length;
            (index, length) = Find(text, isLong, start);
        }

        // What was between two characters may have made the one behind it right or wrong.
        return Strip(kept.Append(text, start, text.Length - start).ToString(), isLong);
    }

    /// <returns>Where the next hidden character is and how long it is; the end of the text if there is none.</returns>
    private static (int Index, int Length) Find(string text, bool isLong, int from)
    {
        for (var i = from; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) is not OperationStatus.Done)
            {
                // Broken Unicode is another rule's business.
                i++;
                continue;
            }

            if (rune.Value == BlackFlag && FlagLength(text.AsSpan(i)) is var flag and > 0)
            {
                i += flag;
                continue;
            }

            if (rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner ? !isLong && !Joins(text, i) : IsHidden(rune, isLong) || (IsSelector(rune) && !Selects(text, i)))
            {
                return (i, length);
            }

            i += length;
        }

        return (text.Length, 0);
    }

    private static bool IsHidden(Rune rune, bool isLong) => rune.Value switch
    {
        // Embeddings, overrides and isolates change the order of what follows. Tags and unassigned characters of their plane can carry a hidden message.
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0x206A and <= 0x206F) => true,
        >= 0xE0000 and <= 0xE00FF or >= 0xE01F0 and <= 0xE0FFF => true,
        >= 0xFFF9 and <= 0xFFFB => true,
        // Arabic and other signs that stand before a number are format characters that are seen.
        >= 0x0600 and <= 0x0605 or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD => false,
        // Letters by their category, but empty: fillers of Hangul and Khmer.
        0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0 => !isLong,
        _ => !isLong && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format,
    };

    /// <summary>
    /// Persian and other scripts part letters with a non-joiner, and Indic ones form letters with a joiner, also at the end of a word; emoji are joined to one.
    /// Between two ASCII characters there is no reason for one: it could only make an English word or an address differ from what it seems to be.
    /// </summary>
    private static bool Joins(string text, int index)
    {
        if (Before(text, index) is not { } before || !CanBeJoined(before))
        {
            return false;
        }

        var changesForm = before.Value is >= 0x0600 and <= 0x18AF;
        return changesForm
            || (Rune.DecodeFromUtf16(text.AsSpan(index + 1), out var after, out _) is OperationStatus.Done && CanBeJoined(after) && !(before.IsAscii && after.IsAscii));
    }

    /// <summary>A variation selector chooses the form of the character before it. More of them in a row mean nothing, but can carry a hidden message.</summary>
    private static bool Selects(string text, int index) => Before(text, index) is { } before && !IsSelector(before) && !Rune.IsWhiteSpace(before);

    private static Rune? Before(string text, int index) =>
        Rune.DecodeLastFromUtf16(text.AsSpan(0, index), out var before, out _) is OperationStatus.Done ? before : null;

    private static bool CanBeJoined(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => true,
        // An emoji, or a modifier of its colour.
        UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherNotAssigned => !rune.IsAscii,
        // The signs for female and male, which follow a joiner, are symbols too; arrows and hearts are as well.
        UnicodeCategory.MathSymbol => !rune.IsAscii,
        _ => Rune.IsLetterOrDigit(rune),
    };

    /// <summary>The length of the flag of a region (England, Scotland, Wales) at the beginning of the text: a black flag, the letters of the region as tags, and the end tag; else 0.</summary>
    private static int FlagLength(ReadOnlySpan<char> text)
    {
        var tags = 0;
        for (var i = 2; Rune.DecodeFromUtf16(text[i..], out var rune, out var length) is OperationStatus.Done; i += length)
        {
            if (rune.Value == CancelTag)
            {
                return tags is >= 3 and <= 6 ? i + length : 0;
            }

            if (rune.Value is not (>= 0xE0030 and <= 0xE0039 or >= 0xE0061 and <= 0xE007A))
            {
                return 0;
            }

            tags++;
        }

        return 0;
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => false,
        // Emoji that are newer than the tables of this runtime, but nothing that will never be assigned.
        UnicodeCategory.OtherNotAssigned => rune.Value is >= 0x1F000 and <= 0x1FAFF,
        _ => rune.Value is not (BrailleBlank or 0x115F or 0x1160 or 0x3164 or 0xFFA0),
    };

    private static bool IsSelector(Rune rune) => rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF;
}
