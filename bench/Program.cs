using Bench;
using Bench.Load;
using Bench.Micro;
using Bench.Peers;

// The first two are how bench starts itself: clients and servers never share a process.
return args switch
{
    [LoadProcess.Verb] => await LoadProcess.RunAsync(),
    [BareHub.Verb] => await BareHub.RunAsync(),
    ["micro", .. var rest] => Benchmarks.Run(rest),
    _ => await BenchRun.RunAsync(args),
};
