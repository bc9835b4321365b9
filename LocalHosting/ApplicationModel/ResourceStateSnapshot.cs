namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state and how it is painted.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    public static implicit operator ResourceStateSnapshot?(string? text) => text is null ? null : new(text, Style: null);
}
