using System.Globalization;
using CalendarStore;
using CalendarStore.Transfer;
using TeamCalendars.Tenants;

namespace CalendarTool;

internal static class ExportCommand
{
    private const int BufferSize = 1 << 20;
    private const int MaxNamed = 1_000;

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
        IReadOnlyList<string> leftOut;
        await using (var destination = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
        {
            (report, changed, leftOut) = await TenantExport.WriteAsync(connection, tenant, destination, TimeProvider.System, progress, cancellationToken);
        }

        File.Move(partial, file, overwrite: true);
        progress.Done("export", report);
        foreach (var sentence in leftOut.Take(MaxNamed))
        {
            await Console.Error.WriteLineAsync(sentence);
        }

        if (leftOut.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"Damaged items that the file lacks: {leftOut.Count:N0}. Everything else is in it. Keep your older backups."));
            return ExitCodes.LeftOut;
        }

        if (changed)
        {
            await Console.Error.WriteLineAsync("The tenant was written to during the export: the file is complete, but does not show the tenant at one moment. Repeat the export when nobody writes.");
            return ExitCodes.Changed;
        }

        return 0;
    }
}
