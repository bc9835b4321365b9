using System.ComponentModel;
using Bench.Load;
using Bench.Reporting;

namespace Bench.Peers;

/// <summary>Socket.IO 4 on Node.js, with the packages that <c>socket-io/package-lock.json</c> pins; installed under artifacts if they are missing.</summary>
internal static class SocketIo
{
    /// <returns>Null if Node.js or its package is missing; <paramref name="note"/> gets the reason.</returns>
    public static async Task<Server?> TryStartAsync(Action<string> note, CancellationToken cancellationToken)
    {
        try
        {
            var folder = await InstallAsync(cancellationToken);
            var process = StartedProcess.Start("node", [Path.Combine(folder, "server.mjs")], new Dictionary<string, string?> { ["NODE_ENV"] = "production" });
            return new(new Target.Plain(Peer.SocketIo, new Uri(await process.ReadLineAsync(cancellationToken))), process.Id, process);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            note($"Socket.IO was not measured: {exception.Message}");
            return null;
        }
    }

    private static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var source = Path.Combine(RepositoryFolder.Root, "bench", "socket-io");
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryFolder.Artifacts, "socket-io")).FullName;
        var isInstalled = Directory.Exists(Path.Combine(folder, "node_modules", "socket.io"))
            && File.Exists(Path.Combine(folder, "package-lock.json"))
            && await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"), cancellationToken) == await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json"), cancellationToken);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        if (isInstalled)
        {
            return folder;
        }

        await Shell.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--omit=dev"], folder, cancellationToken);
        return folder;
    }
}
