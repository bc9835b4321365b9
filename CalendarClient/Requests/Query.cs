using System.Globalization;
using System.Text;

namespace CalendarClient;

/// <summary>A query string; names without a value are left out.</summary>
internal sealed class Query
{
    private readonly StringBuilder text = new();

    public Query Add(string name, string? value)
    {
        if (value is not null)
        {
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    public Query Add(string name, int value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public Query Add((DateTimeOffset From, DateTimeOffset To)? window) => window is { From: var from, To: var to } ? Add("from", Instant(from)).Add("to", Instant(to)) : this;

    public override string ToString() => text.ToString();

    /// <summary>RFC 3339, in UTC.</summary>
    private static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
