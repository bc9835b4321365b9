using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Bench.Micro;

/// <summary>Time and allocation of the hot paths, by BenchmarkDotNet: what one push, one negotiation or one answer costs before any network.</summary>
internal static class Benchmarks
{
    public static int Run(string[] arguments)
    {
        // In this process: a project that BenchmarkDotNet generates would not work with central package versions and shared artifacts.
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.Job)
            .WithArtifactsPath(Path.Combine(RepositoryFolder.Artifacts, "micro"));
        var summaries = BenchmarkSwitcher.FromTypes([typeof(BroadcastBenchmarks), typeof(RequestBenchmarks), typeof(ChangesPageBenchmarks)])
            .Run(arguments.Length == 0 ? ["--filter", "*"] : arguments, config);
        return summaries.All(summary => !summary.HasCriticalValidationErrors) ? 0 : 1;
    }
}
