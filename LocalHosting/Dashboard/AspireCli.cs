using System.Runtime.InteropServices;
using Aspire.Hosting;
using LocalHosting.Orchestration;
using LocalHosting.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LocalHosting.Dashboard;

/// <summary>
/// Finds the Aspire CLI, which carries the dashboard: where ASPIRE_CLI_PATH says, on the PATH, or installed from npm by an earlier start;
/// else installs it from npm, once.
/// </summary>
internal sealed class AspireCli(IConfiguration configuration, IOptions<LocalHostingOptions> options, AppHostFacts facts, OrphanGuardHolder guard)
{
    private const string Version = "13.5.4";
    private const string PathVariable = "ASPIRE_CLI_PATH";

    /// <param name="say">Called with each line of progress.</param>
    /// <exception cref="DistributedApplicationException">It is not there and cannot be installed.</exception>
    public async Task<string> FindOrInstallAsync(Action<string> say, CancellationToken cancellationToken)
    {
        if (configuration[PathVariable] is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new DistributedApplicationException($"{PathVariable} names '{named}', which does not exist.");
        }

        var package = $"@microsoft/aspire-cli-{Platform()}";
        var installed = Path.Combine(facts.ToolsDirectory, "node_modules", package, "bin", OperatingSystem.IsWindows() ? "aspire.exe" : "aspire");
        return SearchPath.Find("aspire")
            ?? (File.Exists(installed) ? installed : await InstallAsync(package, installed, say, cancellationToken));
    }

    private async Task<string> InstallAsync(string package, string installed, Action<string> say, CancellationToken cancellationToken)
    {
        if (!options.Value.InstallDashboard)
        {
            throw new DistributedApplicationException($"the Aspire CLI is neither named by {PathVariable} nor on the PATH, and installing it is switched off (LocalHosting:InstallDashboard)");
        }

        if (SearchPath.Find("npm") is null)
        {
            throw new DistributedApplicationException($"the Aspire CLI is neither named by {PathVariable} nor on the PATH, and there is no npm to install it with");
        }

        say($"installing the Aspire CLI {Version}, which carries the dashboard, from npm (about 150 MB, once)");
        Directory.CreateDirectory(facts.ToolsDirectory);
        var plan = new ProcessPlan("npm", ["install", $"{package}@{Version}", "--prefix", facts.ToolsDirectory, "--no-audit", "--no-fund", "--no-save"], facts.ToolsDirectory, new Dictionary<string, string>());
        var lastError = string.Empty;
        using var npm = ChildProcess.Start(plan, guard.Value, (line, isError) =>
        {
            if (isError && line.StartsWith("npm error", StringComparison.Ordinal) && lastError.Length == 0)
            {
                lastError = line;
            }
        });
        var exitCode = await npm.Completion.WaitAsync(cancellationToken);
        return exitCode == 0 && File.Exists(installed)
            ? installed
            : throw new DistributedApplicationException($"npm could not install {package}@{Version} (exit code {exitCode}{(lastError.Length > 0 ? ": " + lastError : string.Empty)})");
    }

    /// <summary>The platform as the packages are named: linux-x64, linux-musl-x64, osx-arm64, win-x64.</summary>
    private static string Platform()
    {
        var architecture = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "x64";
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl" : "linux";
        return $"{system}-{architecture}";
    }
}
