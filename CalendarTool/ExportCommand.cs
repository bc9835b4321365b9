using CalendarStore;
using CalendarStore.Transfer;
using TeamCalendars.Tenants;

namespace CalendarTool;

internal static class ExportCommand
{
    private const int BufferSize = 1 << 20;

    public static async Task<int> RunAsync(string store, TenantId tenant, string file, bool allowEmpty, CancellationToken cancellationToken)
    {
        await using var connection = CalendarStoreConnection.OpenReadOnly(store, TimeProvider.System);
        await connection.ReadyAsync(cancellationToken);
        if (!allowEmpty && !await TenantImport.HasItemsAsync(connection, tenant, cancellationToken))
        {
            throw new InvalidOperationException($"The store has no items of the tenant '{tenant}'. With --allow-empty, an empty file is written.");
        }

        var progress = new ProgressLine(TimeProvider.System);
        // The file has its final name only when it is complete.
        var partial = file + ".part";
        bool changed;
        TransferReport report;
        await using (var destination = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
        {
            (report, changed) = await TenantExport.WriteAsync(connection, tenant, destination, TimeProvider.System, progress, cancellationToken);
        }

        File.Move(partial, file, overwrite: true);
        progress.Done("export", report);
        if (changed)
        {
            await Console.Error.WriteLineAsync("The tenant was written to during the export: the file is complete, but does not show the tenant at one moment. Repeat the export when nobody writes.");
            return ExitCodes.Changed;
        }

        return 0;
    }
}
