using CalendarStore;
using CalendarTool;

try
{
    return await CommandLine.RunAsync(args);
}
catch (OperationCanceledException)
{
    return ExitCodes.Interrupted;
}
catch (Exception exception) when (exception is ArgumentException or InvalidDataException or InvalidOperationException or StoreUnavailableException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return ExitCodes.Failed;
}
