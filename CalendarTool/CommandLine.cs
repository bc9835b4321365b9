using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using TeamCalendars.Tenants;

namespace CalendarTool;

/// <summary>The commands and their options.</summary>
internal static class CommandLine
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken = default)
    {
        // An argument that begins with @ is a name like any other, not a file with more arguments.
        var parsed = Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCodes.Usage : code;
    }

    private static RootCommand Create()
    {
        var store = new Option<string>("--store")
        {
            Required = true,
            HelpName = "connection string",
            Description = "'Data Source=calendar.db' (SQLite), 'https://name.documents.azure.com' or 'AccountEndpoint=…;Database=…' (Azure Cosmos DB, with your own sign-in).",
        };
        var tenant = new Option<TenantId>("--tenant") { Required = true, HelpName = "id", Description = "The tenant's id, a GUID.", CustomParser = ReadTenant };

        var to = new Option<string>("--to") { Required = true, HelpName = "file", Description = "The file to write." };
        var allowEmpty = new Option<bool>("--allow-empty") { Description = "Write a file also for a tenant that has no items." };
        var export = new Command("export", "Writes all items of a tenant to a file, one JSON object per line. The store is only read. The exit code is 3 if the tenant was written to meanwhile, and 4 if items are damaged in the store and therefore not in the file.") { store, tenant, to, allowEmpty };
        export.SetAction((values, cancellationToken) =>
            ExportCommand.RunAsync(values.GetRequiredValue(store), values.GetRequiredValue(tenant), values.GetRequiredValue(to), values.GetValue(allowEmpty), cancellationToken));

        var from = new Option<string>("--from") { Required = true, HelpName = "file", Description = "The file that an export wrote." };
        var intoExisting = new Option<bool>("--into-existing") { Description = "Import into a tenant that has items. Items with the same ids are replaced." };
        var import = new Command("import", "Checks a whole file, then writes it to a tenant. The tenant must have no items.") { store, tenant, from, intoExisting };
        import.SetAction((values, cancellationToken) =>
            ImportCommand.RunAsync(values.GetRequiredValue(store), values.GetRequiredValue(tenant), values.GetRequiredValue(from), values.GetValue(intoExisting), cancellationToken));

        return new RootCommand("Moves the items of a tenant to another store or into a backup file.") { export, import };
    }

    private static TenantId ReadTenant(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Guid.TryParse(text, out var tenant))
        {
            return new TenantId(tenant);
        }

        argument.AddError($"'--tenant' takes a GUID, not '{text}'.");
        return default;
    }
}
