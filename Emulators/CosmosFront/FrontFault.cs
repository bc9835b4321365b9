namespace CosmosFront;

/// <summary>What a test has go wrong with a request.</summary>
public enum FrontFault
{
    None,

    /// <summary>429 with <c>x-ms-retry-after-ms</c>; nothing was done.</summary>
    Throttled,

    /// <summary>503; nothing was done.</summary>
    Unavailable,

    /// <summary>401, as when an identity's token cannot be had or its role is not known yet; nothing was done.</summary>
    Unauthorized,

    /// <summary>It is carried out, and the connection is cut before the answer.</summary>
    AnswerLost,
}
