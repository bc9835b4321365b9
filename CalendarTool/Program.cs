using CalendarStore;
using CalendarTool;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

try
{
    return CommandLine.Parse(args) switch
    {
        { } command => await command.RunAsync(stop.Token),
        null => CommandLine.PrintUsage(),
    };
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return ExitCodes.Interrupted;
}
catch (Exception exception) when (exception is ArgumentException or InvalidDataException or InvalidOperationException or StoreUnavailableException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return ExitCodes.Failed;
}
