using System.Globalization;
using System.Text;

namespace TeamCalendars.People;

/// <summary>
/// Folds texts for searching: without case and without accents, so that "zoe" finds "Zoë". A table of the Latin letters does it, because the containers run in
/// invariant globalization mode, where <see cref="string.Normalize()"/> leaves text as it is. Letters of other scripts lose their case and the accents that are characters of their own.
/// </summary>
internal static class Folding
{
    private const int FirstLatin = 0x00C0;
    private const int FirstAdditional = 0x1E00;

    /// <summary>The base letters of U+00C0 to U+017F (Latin-1 Supplement, Latin Extended-A); a dot for what is no accented letter.</summary>
    private const string Latin =
        "aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll."
        + ".llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz.";

    /// <summary>The base letters of U+1E00 to U+1EFF (Latin Extended Additional).</summary>
    private const string Additional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
        + "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
        + "wwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
        + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (BaseOf(c) is { } letter)
            {
                folded.Append(letter);
            }
            else if (Spelled(c) is { } letters)
            {
                folded.Append(letters);
            }
            else if (char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }

    private static char? BaseOf(char c)
    {
        var letter = c >= FirstLatin && c - FirstLatin < Latin.Length ? Latin[c - FirstLatin]
            : c >= FirstAdditional && c - FirstAdditional < Additional.Length ? Additional[c - FirstAdditional]
            : '.';
        return letter is '.' ? null : letter;
    }

    /// <summary>Letters that people without them on the keyboard spell with two.</summary>
    private static string? Spelled(char c) => c switch
    {
        'ß' or 'ẞ' => "ss",
        'Æ' or 'æ' => "ae",
        'Œ' or 'œ' => "oe",
        'Þ' or 'þ' => "th",
        'Ð' or 'ð' => "d",
        'Ĳ' or 'ĳ' => "ij",
        _ => null,
    };
}
