using System.Net;

namespace CalendarClient;

/// <summary>The API refused for a reason that another request would not change: sign-in, rights, too many requests, or a failure of the service.</summary>
public sealed class CalendarApiException : Exception
{
    /// <summary>Makes the exception for a refusal.</summary>
    /// <param name="problem">What the API answered.</param>
    /// <param name="retryAfter">How long the service asked to wait; null when it did not say.</param>
    public CalendarApiException(Problem problem, TimeSpan? retryAfter = null)
        : base($"The calendar's API answered {problem.Status} {(problem.Name.Length > 0 ? problem.Name : problem.Title)}".TrimEnd() + ".")
    {
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>What the API answered.</summary>
    public Problem Problem { get; }

    /// <summary>How long the service asks to wait before the next request, at most ten minutes; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The HTTP status of the answer.</summary>
    public HttpStatusCode StatusCode => (HttpStatusCode)Problem.Status;

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient => StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || Problem.Status >= 500;
}
