namespace CosmosFront;

/// <summary>The fault that a test causes for a request.</summary>
public enum FrontFault
{
    None,

    /// <summary>429 with <c>x-ms-retry-after-ms</c>; nothing was done.</summary>
    Throttled,

    /// <summary>503; nothing was done.</summary>
    Unavailable,

    /// <summary>401, like an identity without a token or with a role that is not effective yet; nothing was done.</summary>
    Unauthorized,

    /// <summary>The request is executed, and the connection is cut before the answer.</summary>
    AnswerLost,
}
