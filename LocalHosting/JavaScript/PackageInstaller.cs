using Aspire.Hosting;
using Aspire.Hosting.JavaScript;
using LocalHosting.Orchestration;
using LocalHosting.Processes;

namespace LocalHosting.JavaScript;

/// <summary>Installs the npm packages of a program, if what is installed is older than what it asks for.</summary>
internal sealed class PackageInstaller : IDisposable
{
    private const int ReportEvery = 50;
    private static readonly string[] Wanted = ["package.json", "package-lock.json"];

    // Two programs in one folder must not install into each other.
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <exception cref="DistributedApplicationException">There is no npm, no package.json, or the installation failed.</exception>
    public async Task EnsureAsync(JavaScriptAppResource resource, OrphanGuard guard, ResourceReporter reporter, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var folder = resource.WorkingDirectory;
            var manifest = Path.Combine(folder, "package.json");
            if (!File.Exists(manifest))
            {
                throw new DistributedApplicationException($"'{folder}' has no package.json.");
            }

            if (IsCurrent(folder))
            {
                return;
            }

            var hasLock = File.Exists(Path.Combine(folder, "package-lock.json"));
            reporter.Say($"installing its packages (npm {(hasLock ? "ci" : "install")}); this happens once");
            await InstallAsync(folder, hasLock, guard, reporter, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>npm writes the hidden lock file last: it is as new as the installation.</summary>
    internal static bool IsCurrent(string folder)
    {
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        return installed.Exists && Wanted
            .Select(name => new FileInfo(Path.Combine(folder, name)))
            .All(wanted => !wanted.Exists || wanted.LastWriteTimeUtc <= installed.LastWriteTimeUtc);
    }

    private static async Task InstallAsync(string folder, bool hasLock, OrphanGuard guard, ResourceReporter reporter, CancellationToken cancellationToken)
    {
        if (SearchPath.Find("npm") is null)
        {
            throw new DistributedApplicationException("npm was not found. Install Node.js (nodejs.org).");
        }

        var plan = new ProcessPlan("npm", [hasLock ? "ci" : "install", "--no-audit", "--no-fund", "--loglevel=http"], folder, new Dictionary<string, string> { ["NODE_ENV"] = "development" });
        var fetched = 0;
        using var npm = ChildProcess.Start(plan, guard, (line, isError) =>
        {
            // One line per package would bury the rest; none would look as if it hung.
            if (!line.StartsWith("npm http", StringComparison.Ordinal))
            {
                reporter.Line(line, isError);
            }
            else if (Interlocked.Increment(ref fetched) % ReportEvery == 0)
            {
                reporter.Say($"{fetched} packages fetched");
            }
        });
        var exitCode = await npm.Completion.WaitAsync(cancellationToken);
        if (exitCode != 0)
        {
            throw new DistributedApplicationException($"npm could not install the packages of '{folder}' (exit code {exitCode}); its output is above.");
        }
    }
}
