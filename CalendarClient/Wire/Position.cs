using System.Globalization;

namespace CalendarClient;

/// <summary>How far a tenant's data has come. Versions only grow within one epoch; positions of different epochs cannot be compared.</summary>
/// <param name="Epoch">Names the life of the store. A restored or re-created store has another.</param>
/// <param name="Version">The number of changes ever committed for the tenant in this epoch.</param>
public readonly record struct Position(string Epoch, long Version)
{
    /// <summary>The response header that carries the tenant's head: <c>Calendar-Position: {epoch}.{version}</c>.</summary>
    public const string HeaderName = "Calendar-Position";

    /// <summary>Reads the header's text; an epoch has no dot.</summary>
    public static bool TryParse(string? text, out Position position)
    {
        position = default;
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot <= 0 || !long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return false;

        position = new(text![..dot], version);
        return true;
    }

    /// <summary>Whether everything up to <paramref name="other"/> is included here.</summary>
    public bool Reaches(Position other) => Epoch == other.Epoch && Version >= other.Version;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Version}");
}
