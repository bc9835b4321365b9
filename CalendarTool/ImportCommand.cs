using CalendarStore;
using CalendarStore.Transfer;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarTool;

internal static class ImportCommand
{
    private const int BufferSize = 1 << 20;

    public static async Task<int> RunAsync(string store, TenantId tenant, string file, bool intoExisting, CancellationToken cancellationToken)
    {
        var progress = new ProgressLine(TimeProvider.System);
        await using (var source = Open(file))
        {
            await TenantImport.CheckAsync(source, progress, cancellationToken);
        }

        await using var connection = CalendarStoreConnection.Open(store, TimeProvider.System);
        await connection.ReadyAsync(cancellationToken);
        if (!intoExisting && await TenantImport.HasItemsAsync(connection, tenant, cancellationToken))
        {
            throw new InvalidOperationException("The tenant already has items. With --into-existing, items of the file overwrite existing ones with the same ids.");
        }

        TransferReport report;
        await using (var source = Open(file))
        {
            report = await TenantImport.WriteAsync(source, connection, tenant, new WriteContext("import") { IsAdministrator = true }, progress, cancellationToken);
        }

        progress.Done("import", report);
        if (report.EventsWithTexts > 0)
        {
            await Console.Error.WriteLineAsync($"{report.EventsWithTexts} events of the file name people by texts, as an older version did. They are for people of the directory now, so the tenant is not compared with the file.");
            return 0;
        }

        return intoExisting ? 0 : await VerifyAsync(connection, tenant, report, progress, cancellationToken);
    }

    /// <summary>Reads everything back and compares it with the file.</summary>
    private static async Task<int> VerifyAsync(CalendarStoreConnection target, TenantId tenant, TransferReport report, ProgressLine progress, CancellationToken cancellationToken)
    {
        var (found, changed, _) = await TenantExport.WriteAsync(target, tenant, Stream.Null, TimeProvider.System, progress, cancellationToken);
        progress.Done("verify", found);
        if (found == report)
        {
            return 0;
        }

        await Console.Error.WriteLineAsync(changed ? "The tenant was written to during the import: it differs from the file." : "What was read back differs from the file.");
        return changed ? ExitCodes.Changed : ExitCodes.Failed;
    }

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
}
