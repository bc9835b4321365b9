using Bench;
using Bench.Load;
using Bench.Peers;

// bench starts itself with the first two: clients and servers never share a process.
return args switch
{
    [LoadProcess.Verb] => await LoadProcess.RunAsync(),
    [BareHub.Verb] => await BareHub.RunAsync(),
    _ => await BenchRun.RunAsync(args),
};
