using System.Net;

namespace CalendarClient;

/// <summary>The API did not do what was asked, and the caller cannot mend it by asking differently.</summary>
public sealed class CalendarApiException : Exception
{
    public CalendarApiException(Problem problem, TimeSpan? retryAfter = null)
        : base($"The calendar's API answered {problem.Status} {(problem.Name.Length > 0 ? problem.Name : problem.Title)}".TrimEnd() + ".")
    {
        Problem = problem;
        RetryAfter = retryAfter;
    }

    public Problem Problem { get; }

    /// <summary>How long the service asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; }

    public HttpStatusCode StatusCode => (HttpStatusCode)Problem.Status;

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient => StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || Problem.Status >= 500;
}
