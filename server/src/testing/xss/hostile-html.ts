import fc from "fast-check";
import { makeVectors } from "./vectors.ts";

/** Pieces that sanitisers have tripped over. */
const PIECES = [
  ..."<script> </script> <style> </style> <svg> </svg> <math> </math> <mi> <mtext> <mglyph> <malignmark> <desc>".split(
    " ",
  ),
  ..."<foreignObject> <annotation-xml> <title> </title> <xmp> </xmp> <textarea> </textarea> <noscript> </noscript>".split(
    " ",
  ),
  ..."<noembed> <noframes> <plaintext> <template> </template> <select> <option> <form> </form> <button> <table> <td>".split(
    " ",
  ),
  ..."<caption> <colgroup> <li> <dl> <dd> <b> </b> <p> </p> <a> </a> <font> <nobr> <!-- --> --!> <!> ]]> ' \" > < = / &amp;".split(
    " ",
  ),
  "<![CDATA[",
  "<?xml ?>",
  "<iframe srcdoc='",
  "<img src=x onerror=alert(1)>",
  "<img src='cid:a'>",
  "<img src='https://x.org/a.png'>",
  "<img srcset='javascript:x 2x, https://x.org/a.png'>",
  "<a href='javascript:alert(1)'>",
  '<a href="&#106;avascript:x">',
  "<a href='java\tscript:x'>",
  "<a href='data:text/html,x'>",
  "<a xlink:href='vbscript:x'>",
  '<a title="--><img src=x onerror=alert(1)>">',
  '<p id="</style><img src=x onerror=alert(1)>">',
  "<form action='javascript:x'>",
  "<input formaction=javascript:x>",
  "<video poster='javascript:x' src=x>",
  "<p style='background:url(javascript:x)'>",
  "<p style='color:red;x:expression(1)'>",
  '<div style="width:1px;position:fixed">',
  "<p style='color:red;/*'>",
  "<table background='http://x'>",
  "<animate attributeName=href values='javascript:x'>",
  "<set attributeName=onmouseover to=alert(1)>",
  "<meta http-equiv=refresh content='0;url=http://x'>",
  "<base href=x>",
  "<link rel=stylesheet href=x>",
  "<object data=x>",
  "<embed src=x>",
  "&lt;script&gt;",
  "&#60;img src=x onerror=alert(1)&#62;",
  "text ",
  "\u0000",
  "\u2028",
  "é",
  "<scr<script>ipt>",
];
const vectors = makeVectors("https://canary.example").map(({ text }) => text);

/** HTML of somebody who means harm: known payloads and their pieces, in any order, nested and unclosed. */
export const hostileHtml: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 2, arbitrary: fc.constantFrom(...vectors) },
      { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));
