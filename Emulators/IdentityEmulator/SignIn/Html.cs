using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace IdentityEmulator.SignIn;

/// <summary>Markup. Interpolated values are always encoded, unless they are markup themselves.</summary>
internal readonly record struct Html(string Markup)
{
    public static Html Of(HtmlInterpolation interpolation) => new(interpolation.ToString());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Markup)));
}

[InterpolatedStringHandler]
internal readonly struct HtmlInterpolation(int literalLength, int formattedCount)
{
    private readonly StringBuilder markup = new(literalLength + (formattedCount * 32));

    public void AppendLiteral(string literal) => markup.Append(literal);

    public void AppendFormatted(Html html) => markup.Append(html.Markup);

    public void AppendFormatted(string? text) => markup.Append(HtmlEncoder.Default.Encode(text ?? ""));

    public override string ToString() => markup.ToString();
}
