using Microsoft.Extensions.Logging;

namespace LocalHosting.Output;

/// <summary>Hands the lines of resources to the loggers of a test, one category per resource.</summary>
internal sealed partial class LoggerEcho(ILoggerFactory loggers, string appName) : IResourceEcho
{
    public void Write(string name, int colour, string line, bool isError)
    {
        var logger = loggers.CreateLogger($"{appName}.Resources.{name}");
        if (isError) Log.ErrorLine(logger, line);
        else Log.Line(logger, line);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Line}")]
        public static partial void Line(ILogger logger, string line);

        [LoggerMessage(2, LogLevel.Error, "{Line}")]
        public static partial void ErrorLine(ILogger logger, string line);
    }
}
