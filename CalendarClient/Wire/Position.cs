using System.Globalization;

namespace CalendarClient;

/// <summary>A position in the changes of a tenant. Versions only grow within one epoch; positions of different epochs cannot be compared.</summary>
/// <param name="Epoch">The id of one life of the store. A restored or re-created store has another epoch.</param>
/// <param name="Version">The number of changes ever committed for the tenant in this epoch.</param>
public readonly record struct Position(string Epoch, long Version)
{
    /// <summary>The response header that carries the tenant's head: <c>Calendar-Position: {epoch}.{version}</c>.</summary>
    internal const string HeaderName = "Calendar-Position";

    /// <summary>Reads the text of the header, <c>{epoch}.{version}</c>; false if it has another format.</summary>
    public static bool TryParse(string? text, out Position position)
    {
        position = default;
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot <= 0 || !long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return false;
        }

        position = new(text![..dot], version);
        return true;
    }

    /// <summary>Whether this position is at or after <paramref name="other"/>. Always false for another epoch.</summary>
    public bool Reaches(Position other) => Epoch == other.Epoch && Version >= other.Version;

    /// <summary>The text that <see cref="TryParse"/> reads: <c>{epoch}.{version}</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Version}");
}
