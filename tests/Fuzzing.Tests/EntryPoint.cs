using Fuzzing.Tests.Running;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Fuzzing.Tests;

/// <summary>The tests, as xunit would start them, or the process that fuzzes.</summary>
internal static class EntryPoint
{
    public static int Main(string[] args) => args switch
    {
        [FuzzingProgram.Switch, ..] => FuzzingProgram.Run(args),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult(),
        _ => ConsoleRunner.Run(args).GetAwaiter().GetResult(),
    };
}
