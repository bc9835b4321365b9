namespace CalendarApi.Configuration;

/// <summary>
/// Lets a list be one text with items separated by commas: a deployment's parameter is one text and cannot become numbered keys.
/// The text is read once, at the start. Numbered keys are re-read when they change, if the options allow it.
/// </summary>
internal static class ListSettings
{
    public static readonly string[] Names = ["Tenants:Allowed", "Blocked:Tenants", "Blocked:Users", "Cors:Origins", "WebApp:FrameAncestors", "Graph:Tenants"];

    /// <summary>Call this before anything reads a list.</summary>
    public static void AddListSettings(this IHostApplicationBuilder builder)
    {
        var texts = builder.Configuration.AsEnumerable().Where(setting => Names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase));
        builder.Configuration.AddInMemoryCollection([.. texts.SelectMany(Items)]);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Items(KeyValuePair<string, string?> text) =>
        (text.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select((item, index) => KeyValuePair.Create($"{text.Key}:{index}", (string?)item));
}
