namespace CalendarApi.Configuration;

/// <summary>
/// Lists that may also be given as one text, their items separated by commas: a parameter of a deployment is one text, and cannot become keys with numbers.
/// The text is read at the start; items with keys of their own are followed while running, where the list says so.
/// </summary>
internal static class ListSettings
{
    public static readonly string[] Names = ["Tenants:Allowed", "Blocked:Tenants", "Blocked:Users", "Cors:Origins", "WebApp:FrameAncestors"];

    /// <summary>Call before anything reads a list.</summary>
    public static void AddListSettings(this IHostApplicationBuilder builder)
    {
        var texts = builder.Configuration.AsEnumerable().Where(setting => Names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase));
        builder.Configuration.AddInMemoryCollection([.. texts.SelectMany(Items)]);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Items(KeyValuePair<string, string?> text) =>
        (text.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select((item, index) => KeyValuePair.Create($"{text.Key}:{index}", (string?)item));
}
