using TeamCalendars.Tenants;

namespace CalendarTool;

/// <summary>Parses the arguments: a verb and named values, each at most once.</summary>
internal static class CommandLine
{
    private const string Usage =
        """
        calendar export --store <connection string> --tenant <id> --to <file>
            Writes all items of the tenant, one JSON object per line. The exit code is 3 if the tenant was written to meanwhile.
        calendar import --store <connection string> --tenant <id> --from <file> [--into-existing]
            Checks the whole file, then writes it. The tenant must have no items. With --into-existing, items with the same ids are replaced.

        <connection string>: 'Data Source=calendar.db' (SQLite), 'https://name.documents.azure.com' or 'AccountEndpoint=…;Database=…' (Azure Cosmos DB, with your own sign-in).
        """;

    /// <returns>Null when the arguments are invalid.</returns>
    public static ICommand? Parse(string[] args)
    {
        if (args is not [var verb, .. var rest] || Options(rest) is not { } options
            || !options.TryGetValue("--store", out var store) || !options.TryGetValue("--tenant", out var text) || !Guid.TryParse(text, out var tenant))
        {
            return null;
        }

        return (verb, options.Count) switch
        {
            ("export", 3) when options.TryGetValue("--to", out var file) => new ExportCommand(store, new TenantId(tenant), file),
            ("import", 3 or 4) when options.TryGetValue("--from", out var file) && (options.Count == 3 || options.ContainsKey("--into-existing")) =>
                new ImportCommand(store, new TenantId(tenant), file, options.ContainsKey("--into-existing")),
            _ => null,
        };
    }

    public static int PrintUsage()
    {
        Console.Error.WriteLine(Usage);
        return ExitCodes.Usage;
    }

    private static Dictionary<string, string>? Options(string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            var value = args[i] is "--into-existing" ? "" : i + 1 < args.Length ? args[i + 1] : null;
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || value is null || !options.TryAdd(args[i], value))
            {
                return null;
            }

            i += value.Length > 0 ? 1 : 0;
        }

        return options;
    }
}
