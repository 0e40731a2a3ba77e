import { type Block, type Inline, parseArticle } from "@guichet/contract";
import { Fragment, type ReactNode } from "react";
import classes from "./knowledge.module.css";

/** An article as its page shows it: the same blocks, made of elements and never of markup. */
export function ArticleView({ text }: { readonly text: string }): ReactNode {
  return (
    <div className={classes.article} dir="auto">
      {parseArticle(text).map((block, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name, and nothing is kept in them
        <Fragment key={place}>{drawBlock(block)}</Fragment>
      ))}
    </div>
  );
}

function drawBlock(block: Block): ReactNode {
  switch (block.type) {
    case "heading": {
      const Heading = `h${block.level}` as const;
      return <Heading>{drawInlines(block.children)}</Heading>;
    }
    case "paragraph":
      return <p>{drawInlines(block.children)}</p>;
    case "quote":
      return <blockquote>{drawInlines(block.children)}</blockquote>;
    case "code":
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case "rule":
      return <hr />;
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List>
          {block.items.map((item, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <li key={place}>{drawInlines(item)}</li>
          ))}
        </List>
      );
    }
  }
}

function drawInlines(inlines: readonly Inline[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: as above
  return inlines.map((inline, place) => <Fragment key={place}>{drawInline(inline)}</Fragment>);
}

function drawInline(inline: Inline): ReactNode {
  switch (inline.type) {
    case "text":
      return inline.text;
    case "code":
      return <code>{inline.text}</code>;
    case "strong":
      return <strong>{drawInlines(inline.children)}</strong>;
    case "emphasis":
      return <em>{drawInlines(inline.children)}</em>;
    case "break":
      return <br />;
    case "link":
      return (
        <a href={inline.href} target="_blank" rel="noopener noreferrer">
          {drawInlines(inline.children)}
        </a>
      );
  }
}
